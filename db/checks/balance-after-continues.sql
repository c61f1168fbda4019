-- Each running balance, and each running outflow, is the one before it and the transfer.
with chain as (
  select
    t.owner, t.posting, t.currency, t.balance_after, t.out_after,
    lag(t.balance_after, 1, 0::bigint) over before
      + case when t.to_account = t.owner then t.amount else -t.amount end as balance,
    lag(t.out_after, 1, 0::bigint) over before
      + case when t.from_account = t.owner then t.amount else 0 end as went_out
  from ledger.transfer t
  join ledger.wallet w on w.bucket = t.bucket and w.id = t.owner
  window before as (partition by t.owner, t.currency order by t.posted_at, t.posting)
)
select owner, posting, currency, balance_after, balance, out_after, went_out
from chain
where balance_after is distinct from balance or out_after is distinct from went_out

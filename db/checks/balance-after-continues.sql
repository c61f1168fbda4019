-- Each running balance, and each running outflow, is the one before it and the transfer: the sum from the start.
with chain as (
  select
    t.owner, t.posting, t.currency, t.balance_after, t.out_after,
    sum(case when t.to_account = t.owner then t.amount else -t.amount end) over so_far as balance,
    sum(case when t.from_account = t.owner then t.amount else 0 end) over so_far as went_out
  from ledger.transfer t
  join ledger.wallet w on w.bucket = t.bucket and w.id = t.owner
  window so_far as (partition by t.bucket, t.owner, t.currency order by t.posted_at, t.posting
    rows unbounded preceding)
)
select owner, posting, currency, balance_after, balance, out_after, went_out
from chain
where balance_after is distinct from balance or out_after is distinct from went_out

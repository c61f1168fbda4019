-- By currency, and by the store that was paid to the resident who paid.
with given_back as (
  select p.bucket, p.owner, p.caused_by as payment, t.currency, t.from_account as store, sum(t.amount) as amount
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  where p.kind = 'refund'
  group by p.bucket, p.owner, p.caused_by, t.currency, t.from_account
)
select g.owner, g.payment, g.currency, g.amount as refunded, t.amount as paid
from given_back g
left join ledger.posting p on p.bucket = g.bucket and p.owner = g.owner and p.id = g.payment and p.kind = 'payment'
left join ledger.transfer t
  on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id and t.currency = g.currency
    and t.to_account = g.store
where g.amount > coalesce(t.amount, 0)

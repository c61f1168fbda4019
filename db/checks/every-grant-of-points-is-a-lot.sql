-- The points that came into wallets, posting by posting, against the lots: none without the other.
with arrived as (
  select t.bucket, t.owner, t.posting, t.amount
  from ledger.transfer t
  join ledger.wallet w on w.bucket = t.bucket and w.id = t.owner
  where t.currency = 'points' and t.to_account = t.owner
)
select
  coalesce(a.owner, l.wallet) as wallet, coalesce(a.posting, l.id) as posting,
  a.amount as arrived, l.amount as lot
from arrived a
full join ledger.lot l on l.bucket = a.bucket and l.wallet = a.owner and l.id = a.posting
where a.amount is distinct from l.amount

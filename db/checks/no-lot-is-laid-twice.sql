-- Nor left out: the intervals of a lot add up to it, however often the axis was laid anew.
with laid as (
  select bucket, wallet, lot, sum(amount) as amount
  from ledger.lot_interval
  group by bucket, wallet, lot
)
select
  coalesce(l.wallet, i.wallet) as wallet, coalesce(l.id, i.lot) as lot, l.amount, i.amount as laid
from ledger.lot l
full join laid i on i.bucket = l.bucket and i.wallet = l.wallet and i.lot = l.id
where i.amount is distinct from l.amount

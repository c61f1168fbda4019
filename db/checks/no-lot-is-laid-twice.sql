-- Nor left out: the intervals of a lot add up to what came to it, when it was granted and whenever some of it came
-- back, however often the axis was laid anew.
with came as (
  select x.bucket, x.wallet, x.lot, sum(x.amount) as amount
  from (
    select bucket, wallet, id as lot, amount from ledger.lot
    union all
    select bucket, wallet, lot, amount from ledger.lot_return) x
  group by x.bucket, x.wallet, x.lot
), laid as (
  select bucket, wallet, lot, sum(amount) as amount
  from ledger.lot_interval
  group by bucket, wallet, lot
)
select
  coalesce(c.wallet, i.wallet) as wallet, coalesce(c.lot, i.lot) as lot, c.amount, i.amount as laid
from came c
full join laid i on i.bucket = c.bucket and i.wallet = c.wallet and i.lot = c.lot
where i.amount is distinct from c.amount

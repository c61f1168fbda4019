-- The points that came into wallets, posting by posting, against the lot that they made or the lots that they
-- came back to: none without the other.
with arrived as (
  select t.bucket, t.owner, t.posting, t.amount
  from ledger.transfer t
  join ledger.wallet w on w.bucket = t.bucket and w.id = t.owner
  where t.currency = 'points' and t.to_account = t.owner
), placed as (
  select x.bucket, x.wallet, x.posting, sum(x.amount) as amount
  from (
    select bucket, wallet, id as posting, amount from ledger.lot
    union all
    select bucket, wallet, posting, amount from ledger.lot_return) x
  group by x.bucket, x.wallet, x.posting
)
select
  coalesce(a.owner, p.wallet) as wallet, coalesce(a.posting, p.posting) as posting,
  a.amount as arrived, p.amount as in_lots
from arrived a
full join placed p on p.bucket = a.bucket and p.wallet = a.owner and p.posting = a.posting
where a.amount is distinct from p.amount

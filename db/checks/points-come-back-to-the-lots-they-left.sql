-- To each lot no more by the refunds of a payment than the payment took from it: what it took is the stretch
-- (out_after - amount, out_after] of the axis.
with came_back as (
  select p.bucket, p.owner, p.caused_by as payment, r.lot, sum(r.amount) as points
  from ledger.lot_return r
  join ledger.posting p on p.bucket = r.bucket and p.owner = r.wallet and p.id = r.posting
  group by p.bucket, p.owner, p.caused_by, r.lot
)
select c.owner, c.payment, c.lot, c.points, taken.points as taken
from came_back c
cross join lateral (
  select
    sum(least(i.ends_at, t.out_after) - greatest(i.ends_at - i.amount, t.out_after - t.amount)) as points
  from ledger.transfer t
  join ledger.lot_interval i
    on i.bucket = t.bucket and i.wallet = t.owner and i.lot = c.lot
      and i.ends_at > t.out_after - t.amount and i.ends_at - i.amount < t.out_after
  where t.bucket = c.bucket and t.owner = c.owner and t.posting = c.payment
    and t.currency = 'points' and t.from_account = t.owner) taken
where c.points > coalesce(taken.points, 0)

-- A refund renews nothing, or exactly what it gave back to lots whose last day (JST) was over, of each funding, with a
-- last day that is still to come.
with renewed as (
  select p.bucket, p.owner, p.caused_by as refund, l.funding, sum(l.amount) as points, min(l.expires_on) as expires_on
  from ledger.posting p
  join ledger.lot l on l.bucket = p.bucket and l.wallet = p.owner and l.id = p.id
  where p.kind = 'renewal'
  group by p.bucket, p.owner, p.caused_by, l.funding
), late as (
  select f.bucket, f.owner, f.id as refund, ledger.day(f.occurred_at) as day, l.funding, sum(r.amount) as points
  from (select distinct bucket, owner, refund from renewed) x
  join ledger.posting f on f.bucket = x.bucket and f.owner = x.owner and f.id = x.refund and f.kind = 'refund'
  join ledger.lot_return r on r.bucket = f.bucket and r.wallet = f.owner and r.posting = f.id
  join ledger.lot l on l.bucket = r.bucket and l.wallet = r.wallet and l.id = r.lot
  where l.expires_on < ledger.day(f.occurred_at)
  group by f.bucket, f.owner, f.id, f.occurred_at, l.funding
)
select coalesce(n.owner, l.owner) as owner, coalesce(n.refund, l.refund) as refund, l.points as returned, n.points as renewed
from renewed n
full join late l on l.bucket = n.bucket and l.owner = n.owner and l.refund = n.refund and l.funding = n.funding
where n.points is distinct from l.points or n.expires_on < l.day

-- The rows that tell who gave back what and why, against the postings of that kind: none without the other, and
-- both say the same.
with posted as (
  select
    p.id, p.owner, p.caused_by, min(t.from_account::text)::uuid as store,
    coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0) as coin,
    coalesce(sum(t.amount) filter (where t.currency = 'points'), 0) as points
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  where p.kind = 'refund'
  group by p.owner, p.id, p.caused_by
)
select coalesce(r.id, p.id) as refund, r.coin, p.coin as posted_coin, r.points, p.points as posted_points
from payments.refund r
full join posted p on p.id = r.id and p.owner = r.payer_id
where (r.payment_id, r.store_id, r.coin, r.points) is distinct from (p.caused_by, p.store, p.coin, p.points)

-- What is left of a payment's bonus is no more than the rate gives for the coin that has not come back. A refund that
-- still waits in the outbox, or was laid aside, is told later, and takes its part then.
with refunded as (
  select r.payer_id as owner, r.payment_id, sum(r.coin) as coin
  from payments.refund r
  group by r.payer_id, r.payment_id
  having not bool_or(exists (select from ledger.outbox o where r.id = any (o.postings)))
    and not bool_or(exists (select from ledger.untold u where u.owner = r.payer_id and u.posting = r.id))
)
select p.owner, p.posting, p.campaign_id, p.points, k.points as taken_back, rest.coin as remaining
from refunded r
join campaigns.promise p
  on p.bucket = ledger.bucket(r.owner) and p.owner = r.owner and p.posting = r.payment_id and p.released_at is null
join campaigns.campaign c on c.id = p.campaign_id and c.kind = 'payment'
cross join lateral (
  select (coalesce(sum(t.amount), 0) - r.coin)::bigint as coin
  from ledger.transfer t
  where t.bucket = p.bucket and t.owner = p.owner and t.posting = p.posting and t.currency = 'coin') rest
cross join lateral (
  select coalesce(sum(b.points), 0) as points
  from campaigns.take_back b
  where b.owner = p.owner and b.campaign_id = p.campaign_id
    and b.bonus = campaigns.bonus_id(c.kind, c.id, p.posting, p.owner)) k
where p.points - k.points
  > case when rest.coin >= c.minimum_amount then rest.coin * c.basis_points / 10000 else 0 end

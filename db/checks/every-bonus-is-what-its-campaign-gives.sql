-- The campaign's rate of the amount topped up, rounded down (bigint division), from the campaign's funding.
with bonus as (
  select b.owner, b.id, g.amount as points, l.funding, u.amount as topped_up, c.occurred_at, c.posted_at
  from ledger.posting b
  join ledger.transfer g on g.bucket = b.bucket and g.owner = b.owner and g.posting = b.id
  join ledger.posting c on c.bucket = b.bucket and c.owner = b.owner and c.id = b.caused_by
  join ledger.transfer u on u.bucket = c.bucket and u.owner = c.owner and u.posting = c.id
  left join ledger.lot l on l.bucket = b.bucket and l.wallet = b.owner and l.id = b.id
  where b.kind = 'top_up_bonus'
)
select b.owner, b.id, b.topped_up, b.points, b.funding
from bonus b
where not exists (
  select from campaigns.campaign c
  where c.kind = 'top_up'
    and c.starts_at <= b.posted_at
    and (c.ends_at is null or c.ends_at > b.occurred_at)
    and c.funding = b.funding
    and b.topped_up * c.basis_points / 10000 = b.points)

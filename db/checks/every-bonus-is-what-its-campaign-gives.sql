-- The rate of a campaign that was in force at the top-up, rounded down (bigint division), from its funding. The
-- id is derived from top-up and campaign, so the key of the table lets each campaign give once.
with bonus as (
  select b.owner, b.id, b.caused_by, g.amount as points, l.funding, u.amount as topped_up, c.posted_at
  from ledger.posting b
  join ledger.transfer g on g.bucket = b.bucket and g.owner = b.owner and g.posting = b.id
  join ledger.posting c on c.bucket = b.bucket and c.owner = b.owner and c.id = b.caused_by
  join ledger.transfer u on u.bucket = c.bucket and u.owner = c.owner and u.posting = c.id
  left join ledger.lot l on l.bucket = b.bucket and l.wallet = b.owner and l.id = b.id
  where b.kind = 'top_up_bonus'
)
select b.owner, b.id, b.topped_up, b.points, b.funding
from bonus b
left join campaigns.campaign c
  on c.kind = 'top_up'
    and c.starts_at <= b.posted_at
    and (c.ends_at is null or c.ends_at > b.posted_at)
    and c.funding = b.funding
    and b.topped_up * c.basis_points / 10000 = b.points
    and ledger.derived_id(b.caused_by, c.id::text) = b.id
where c.id is null

-- On each day up to the last one that is closed; a closing of a later day has no business being there.
with moved as (
  select
    side.account, t.currency, (t.posted_at at time zone 'Asia/Tokyo')::date as day,
    sum(side.came_in) as came_in, sum(side.went_out) as went_out
  from ledger.transfer t
  cross join lateral (
    values (t.to_account, t.amount, 0::bigint), (t.from_account, 0::bigint, t.amount)
  ) as side(account, came_in, went_out)
  where t.posted_at < (
    select (max(day) + 1)::timestamp at time zone 'Asia/Tokyo'
    from ledger.closed_day)
  group by side.account, t.currency, (t.posted_at at time zone 'Asia/Tokyo')::date
)
select
  coalesce(c.account, m.account) as account, coalesce(c.currency, m.currency) as currency,
  coalesce(c.day, m.day) as day, c.came_in, m.came_in as moved_in, c.went_out, m.went_out as moved_out
from ledger.closing c
full join moved m on m.account = c.account and m.currency = c.currency and m.day = c.day
where c.came_in is distinct from m.came_in or c.went_out is distinct from m.went_out

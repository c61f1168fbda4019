-- Without gap or overlap, from zero over the pointer to the last point: each point that was ever there, or
-- still is, comes from one lot.
with tile as (
  select
    bucket, wallet, ends_at, ends_at - amount as starts_at,
    lag(ends_at, 1, 0::bigint) over (partition by bucket, wallet order by ends_at) as expected_start
  from ledger.lot_interval
), axis as (
  select bucket, wallet, max(ends_at) as ends_at
  from ledger.lot_interval
  group by bucket, wallet
)
select wallet, expected_start as from_point, starts_at as to_point
from tile
where starts_at <> expected_start
union all
select coalesce(w.id, a.wallet), a.ends_at, w.points_out + w.points
from ledger.wallet w
full join axis a on a.bucket = w.bucket and a.wallet = w.id
where coalesce(a.ends_at, 0) is distinct from w.points_out + w.points

with moved as (
  select
    bucket,
    owner,
    sum(case when to_account = owner then amount else -amount end) filter (where currency = 'coin') as coin,
    sum(case when to_account = owner then amount else -amount end) filter (where currency = 'points') as points,
    sum(amount) filter (where currency = 'coin' and from_account = owner) as coin_out,
    sum(amount) filter (where currency = 'points' and from_account = owner) as points_out
  from ledger.transfer
  group by bucket, owner
)
select
  w.id, w.coin, m.coin as moved_coin, w.points, m.points as moved_points,
  w.coin_out, m.coin_out as moved_coin_out, w.points_out, m.points_out as moved_points_out
from ledger.wallet w
left join moved m on m.bucket = w.bucket and m.owner = w.id
where (w.coin, w.points, w.coin_out, w.points_out)
  <> (coalesce(m.coin, 0), coalesce(m.points, 0), coalesce(m.coin_out, 0), coalesce(m.points_out, 0))

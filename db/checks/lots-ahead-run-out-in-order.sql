-- Earliest last day first, so that spending uses it first and a lapse takes what lies next.
with ahead as (
  select
    i.wallet, i.lot, l.expires_on,
    lag(l.expires_on) over (partition by i.bucket, i.wallet order by i.ends_at) as expires_before
  from ledger.wallet w
  join ledger.lot_interval i on i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out
  join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
)
select wallet, lot, expires_on, expires_before
from ahead
where expires_before > expires_on

-- A wallet whose next_expiry is later than its first last day would spend points that have run out.
select w.id, w.next_expiry, min(l.expires_on) as first_last_day
from ledger.wallet w
join ledger.lot_interval i on i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out
join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
group by w.bucket, w.id
having w.next_expiry > min(l.expires_on)

-- Who has left has given up what was left, and nothing arrives afterwards.
select w.id as resident, w.coin, w.points
from ledger.wallet w
join residents.former f on f.resident_id = w.id
where w.coin <> 0 or w.points <> 0

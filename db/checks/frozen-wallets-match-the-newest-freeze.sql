-- A wallet is stopped by the newest freeze, or because its resident has left.
with newest as (
  select distinct on (resident_id) resident_id, act
  from residents.freeze
  order by resident_id, at desc, id desc
)
select coalesce(w.id, n.resident_id) as resident, w.frozen, n.act as newest_act
from ledger.wallet w
full join newest n on n.resident_id = w.id
left join residents.former f on f.resident_id = w.id
where w.frozen is distinct from (f.resident_id is not null or n.act is not distinct from 'freeze')

-- What the office did last to a store holds: a stopped one is suspended, and one that was let go on is open.
with newest as (
  select distinct on (store_id) store_id, act
  from merchants.suspension
  order by store_id, at desc, id desc
)
select s.id as store, s.status, n.act as newest_act
from merchants.store s
join newest n on n.store_id = s.id
where (s.status = 'suspended') <> (n.act = 'suspend')

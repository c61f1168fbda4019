select r.id, 'wallet' as lacks
from residents.resident r
where not exists (select from ledger.account a where a.id = r.id and a.type = 'wallet')
union all
select s.id, 'store'
from merchants.store s
where not exists (select from ledger.account a where a.id = s.id and a.type = 'store')

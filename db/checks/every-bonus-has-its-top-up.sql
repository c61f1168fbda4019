select b.owner, b.id, b.caused_by
from ledger.posting b
left join ledger.posting c
  on c.bucket = b.bucket and c.owner = b.owner and c.id = b.caused_by and c.kind = 'top_up'
where b.kind = 'top_up_bonus' and c.id is null

-- A top-up or a payment of the same wallet, and the kind of bonus that goes with it.
select b.owner, b.id, b.caused_by
from ledger.posting b
left join ledger.posting c
  on c.bucket = b.bucket and c.owner = b.owner and c.id = b.caused_by and b.kind = c.kind || '_bonus'
where b.kind in ('top_up_bonus', 'payment_bonus') and c.id is null

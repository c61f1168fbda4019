-- What a helper paid is one payment of the relative's wallet, of the same amount.
select h.payer_id as relative, h.payment_id as payment, h.amount, sum(t.amount) as posted
from payments.help_charge h
left join ledger.posting p
  on p.bucket = ledger.bucket(h.payer_id) and p.owner = h.payer_id and p.id = h.payment_id and p.kind = 'payment'
left join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
group by h.payer_id, h.payment_id, h.amount
having sum(t.amount) is distinct from h.amount

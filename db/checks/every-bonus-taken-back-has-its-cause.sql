-- A take-back of the very top-up that earned the bonus, or a refund of the very payment.
select k.id, k.campaign_id, k.owner, k.points
from campaigns.take_back k
join campaigns.campaign c on c.id = k.campaign_id
left join top_ups.take_back b on b.id = k.id and c.kind = 'top_up'
left join top_ups.top_up t on t.id = b.top_up_id and t.resident_id = k.owner
left join payments.refund r on r.id = k.id and r.payer_id = k.owner and c.kind = 'payment'
where k.bonus
  is distinct from campaigns.bonus_id(c.kind, c.id, coalesce(t.posting_id, r.payment_id), k.owner)

-- What one resident gives another receives: the pair of postings, and nothing is left between the two.
with moved as (
  select
    case p.kind when 'gift_given' then p.id else p.caused_by end as gift,
    sum(t.amount) filter (where p.kind = 'gift_given') as given,
    sum(t.amount) filter (where p.kind = 'gift_received') as received,
    count(*) as postings,
    bool_and(g.id is not null and case p.kind
      when 'gift_given' then p.owner = g.giver_id
      else p.owner = g.receiver_id and p.id = g.received_id end) as right_people
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  left join gifts.gift g on g.id = case p.kind when 'gift_given' then p.id else p.caused_by end
  where p.kind in ('gift_given', 'gift_received')
  group by 1
)
select coalesce(g.id, m.gift) as gift, g.amount, m.given, m.received
from gifts.gift g
full join moved m on m.gift = g.id
where (m.postings = 2 and m.right_people and m.given = g.amount and m.received = g.amount) is not true

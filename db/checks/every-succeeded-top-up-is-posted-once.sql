-- And nothing else is: succeeded here means posted there, under the same id, owner and amount.
with posted as (
  select p.owner, p.id, t.amount
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  where p.kind = 'top_up'
), succeeded as (
  select resident_id, id, amount
  from top_ups.top_up
  where state = 'succeeded'
)
select
  coalesce(s.id, p.id) as id, s.resident_id, p.owner as posted_to, s.amount, p.amount as posted_amount
from succeeded s
full join posted p on p.id = s.id and p.owner = s.resident_id
where s.amount is distinct from p.amount

-- And nothing else is: a line of the town's bank statement that is booked is posted under its id, with its amount.
with posted as (
  select p.id, t.amount
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  where p.kind = 'lump_sum'
), booked as (
  select id, amount
  from reconciliation.statement_line
  where booked_at is not null
)
select coalesce(b.id, p.id) as id, b.amount, p.amount as posted_amount
from booked b
full join posted p on p.id = b.id
where b.amount is distinct from p.amount

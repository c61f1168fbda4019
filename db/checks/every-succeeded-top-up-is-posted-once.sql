-- And nothing else is: succeeded here means posted there, under the id that was kept for it, to the same owner, of
-- the same amount, out of the account that clears this means.
with posted as (
  select p.owner, p.id, t.amount, f.type as from_type
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  left join ledger.account f on f.id = t.from_account
  where p.kind = 'top_up'
), succeeded as (
  select resident_id, posting_id, amount, means || '_clearing' as from_type
  from top_ups.top_up
  where state = 'succeeded'
)
select
  coalesce(s.posting_id, p.id) as posting, s.resident_id, p.owner as posted_to, s.amount, p.amount as posted_amount,
  s.from_type, p.from_type as posted_from
from succeeded s
full join posted p on p.id = s.posting_id and p.owner = s.resident_id
where (s.amount, s.from_type) is distinct from (p.amount, p.from_type)

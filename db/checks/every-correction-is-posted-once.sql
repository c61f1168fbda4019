-- What two people put into the suspense account or took out of it is one posting, between it and the provider's account.
with posted as (
  select p.id, p.via,
         sum(case when t.to_account = p.owner then t.amount else -t.amount end)::bigint as amount,
         min(case when t.to_account = p.owner then t.from_account::text else t.to_account::text end) as clearing
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  where p.kind in ('suspended', 'cleared')
  group by p.id, p.via
), decided as (
  select c.id, d.source, c.amount, s.clearing::text as clearing
  from reconciliation.correction c
  join reconciliation.difference d on d.id = c.difference_id
  join reconciliation.source s on s.name = d.source
)
select coalesce(d.id, p.id) as correction, d.amount, p.amount as posted_amount
from decided d
full join posted p on p.id = d.id
where (d.amount, d.source, d.clearing) is distinct from (p.amount, p.via, p.clearing)

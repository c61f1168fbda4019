-- What a provider gave again after it had taken it back: each part where it came from, and nothing besides.
with posted as (
  select p.id, p.owner, p.caused_by, t.amount, a.type as from_type
  from ledger.posting p
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  left join ledger.account a on a.id = t.from_account
  where p.kind = 'top_up_regained'
), regained as (
  select g.posting_id as id, side.owner, u.posting_id as caused_by, side.amount,
         u.means || '_clearing' as from_type
  from top_ups.regained g
  join top_ups.take_back k on k.id = g.id
  join top_ups.top_up u on u.id = k.top_up_id
  cross join lateral (
    values (u.resident_id, k.from_wallet),
      ('00000000-0000-7000-8000-000000000008'::uuid, k.amount - k.from_wallet)
  ) as side(owner, amount)
  where side.amount > 0
)
select coalesce(k.id, p.id) as regained, coalesce(k.owner, p.owner) as owner, k.amount, p.amount as posted_amount
from regained k
full join posted p on p.id = k.id and p.owner = k.owner
where (k.caused_by, k.amount, k.from_type) is distinct from (p.caused_by, p.amount, p.from_type)

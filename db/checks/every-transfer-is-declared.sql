select t.owner, t.posting, p.kind, f.type as from_type, a.type as to_type, t.currency
from ledger.transfer t
join ledger.posting p on p.bucket = t.bucket and p.owner = t.owner and p.id = t.posting
left join ledger.account f on f.id = t.from_account
left join ledger.account a on a.id = t.to_account
where not exists (
  select from ledger.movement m
  where m.kind = p.kind and m.from_type = f.type and m.to_type = a.type and m.currency = t.currency)

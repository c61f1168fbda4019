select p.owner, p.id, p.kind
from ledger.posting p
where not exists (
  select from ledger.transfer t
  where t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id)

-- And repeats its time: a store's day and a balance as of an instant are read from the transfer alone.
select t.owner, t.posting, t.currency, t.posted_at, p.posted_at as posting_posted_at
from ledger.transfer t
left join ledger.posting p on p.bucket = t.bucket and p.owner = t.owner and p.id = t.posting
where p.id is null or p.posted_at <> t.posted_at

-- What was paid on the wallet's last day of spending: the day limit is decided on it.
with paid as (
  select w.bucket, w.id, sum(t.amount) as spent
  from ledger.wallet w
  join ledger.posting p on p.bucket = w.bucket and p.owner = w.id and p.kind = 'payment'
  join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
  where w.spent_on > '-infinity'
    and w.spent_on = date '1970-01-01' + ledger.day_number(p.posted_at)
  group by w.bucket, w.id
)
select w.id, w.spent_on, w.spent, p.spent as paid
from ledger.wallet w
left join paid p on p.bucket = w.bucket and p.id = w.id
where w.spent <> coalesce(p.spent, 0)

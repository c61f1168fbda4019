-- At no moment of the past: balance-after-continues shows that these are the balances of those moments.
select t.owner, t.posting, t.currency, t.balance_after
from ledger.transfer t
join ledger.wallet w on w.bucket = t.bucket and w.id = t.owner
where t.balance_after is null or t.balance_after < 0

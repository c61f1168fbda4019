-- Of each currency: what came from outside is unspent in wallets, owed to stores, or lapsed. Wallets by their
-- kept balances, everything else by its transfers, so that the two sides are counted separately.
with outside as (
  select
    t.currency,
    sum(case when t.from_account = t.owner then t.amount else -t.amount end) as balance
  from ledger.transfer t
  join ledger.wallet w on w.bucket = t.bucket and w.id = t.owner
  group by t.currency
), unspent as (
  select c.currency, sum(c.amount) as balance
  from ledger.wallet w
  cross join lateral (values ('coin', w.coin), ('points', w.points)) as c(currency, amount)
  group by c.currency
)
select coalesce(u.currency, o.currency) as currency, u.balance as unspent, o.balance as everywhere_else
from unspent u
full join outside o on o.currency = u.currency
where coalesce(u.balance, 0) + coalesce(o.balance, 0) <> 0

-- Of each currency: what came from outside is unspent in wallets, owed to stores, or lapsed. Wallets by their kept
-- balances, everything else by its closings and what moved since, so that the two sides are counted separately.
with other as (
  select id from ledger.account where type <> 'wallet'
), moved as (
  select c.currency, sum(c.came_in - c.went_out) as balance
  from ledger.closing c
  join other o on o.id = c.account
  group by c.currency
  union all
  select t.currency, sum(t.amount * (num_nonnulls(a.id) - num_nonnulls(f.id)))
  from ledger.transfer t
  left join other f on f.id = t.from_account
  left join other a on a.id = t.to_account
  where t.posted_at >= coalesce(
    (select (max(day) + 1)::timestamp at time zone 'Asia/Tokyo' from ledger.closed_day), '-infinity')
  group by t.currency
), outside as (
  select currency, sum(balance) as balance from moved group by currency
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

with chain as (
  select
    account, currency, day, balance,
    lag(balance, 1, 0::bigint) over (partition by account, currency order by day) + came_in - went_out as continued
  from ledger.closing
)
select account, currency, day, balance, continued
from chain
where balance <> continued

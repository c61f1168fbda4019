with chain as (
  select
    account, currency, day, balance,
    sum(came_in - went_out) over (partition by account, currency order by day) as summed
  from ledger.closing
)
select account, currency, day, balance, summed
from chain
where balance <> summed

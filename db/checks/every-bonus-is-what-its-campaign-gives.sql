-- What was promised; where nothing had to be counted for a top-up, the rate of a campaign that was in force, rounded down
-- (bigint division). Never above the rate of a campaign of its kind: for a payment, of its coin. From the campaign's
-- funding. The id is derived from top-up or payment and campaign, so the key of the table lets each campaign give once.
with bonus as (
  select b.bucket, b.owner, b.id, c.kind, b.caused_by, g.amount as points, l.funding, coalesce(u.amount, 0) as amount,
         case c.kind when 'top_up' then coalesce(t.confirmed_at, c.posted_at) else c.occurred_at end as decided_at
  from ledger.posting b
  join ledger.transfer g on g.bucket = b.bucket and g.owner = b.owner and g.posting = b.id
  join ledger.posting c on c.bucket = b.bucket and c.owner = b.owner and c.id = b.caused_by
  left join ledger.transfer u
    on u.bucket = c.bucket and u.owner = c.owner and u.posting = c.id and u.currency = 'coin'
  left join top_ups.top_up t on t.posting_id = c.id and c.kind = 'top_up'
  left join ledger.lot l on l.bucket = b.bucket and l.wallet = b.owner and l.id = b.id
  where b.kind in ('top_up_bonus', 'payment_bonus')
)
select b.owner, b.id, b.amount, b.points, p.points as promised, b.funding
from bonus b
left join campaigns.campaign c
  on campaigns.bonus_id(c.kind, c.id, b.caused_by, b.owner) = b.id and c.funding = b.funding and c.kind = b.kind
left join campaigns.promise p
  on p.bucket = b.bucket and p.owner = b.owner and p.posting = b.caused_by and p.campaign_id = c.id
where c.id is null
  or c.starts_at > coalesce(p.promised_at, b.decided_at)
  or least(c.ends_at, c.stopped_at) <= coalesce(p.promised_at, b.decided_at)
  or b.points <> coalesce(p.points, b.amount * c.basis_points / 10000)
  or b.points > b.amount * c.basis_points / 10000
  or p.released_at is not null
  or b.kind = 'payment' and (p.posting is null or p.promised_at <> b.decided_at)

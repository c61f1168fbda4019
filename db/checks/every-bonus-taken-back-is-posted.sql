-- From the lot out of the wallet, what is owed out of the receivable, never more than the bonus; and what people still owe
-- is what they owed less what was kept from later bonuses.
with back as (
  select k.id, k.campaign_id, k.owner, k.bonus, k.points, k.from_lot, k.owed,
         coalesce(w.amount, 0) as left_wallet, coalesce(r.amount, 0) as left_receivable,
         sum(k.points) over (partition by k.owner, k.bonus) as of_bonus, g.amount as granted
  from campaigns.take_back k
  cross join lateral (select ledger.derived_id(k.id, k.campaign_id::text) as posting) x
  left join ledger.transfer w
    on w.bucket = ledger.bucket(k.owner) and w.owner = k.owner and w.posting = x.posting and w.currency = 'points'
  left join ledger.transfer r
    on r.owner = '00000000-0000-7000-8000-000000000008' and r.posting = x.posting and r.currency = 'points'
  left join ledger.transfer g
    on g.bucket = ledger.bucket(k.owner) and g.owner = k.owner and g.posting = k.bonus and g.currency = 'points'
), owed as (
  select owner, sum(points) as points
  from (
    select owner, owed as points from campaigns.take_back
    union all
    select p.owner, -t.amount
    from ledger.posting p
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    where p.kind = 'bonus_debt') x
  group by owner
)
select owner, id, campaign_id, points from back
where left_wallet <> from_lot or left_receivable <> owed or of_bonus > granted or granted is null
union all
select coalesce(o.owner, d.owner), null, null, o.points
from owed o full join campaigns.debt d on d.owner = o.owner
where coalesce(o.points, 0) <> coalesce(d.points, 0)

-- What a campaign counts as promised, granted and taken back is what its promises, the ledger and the take-backs say.
with promised as (
  select d.campaign_id, sum(d.points) filter (where d.released_at is null) as promised, sum(g.amount) as granted
  from campaigns.promise d
  join campaigns.campaign c on c.id = d.campaign_id
  left join ledger.transfer g
    on g.bucket = d.bucket and g.owner = d.owner and g.posting = campaigns.bonus_id(c.kind, c.id, d.posting, d.owner)
  where d.campaign_id in (select campaign_id from campaigns.budget)
  group by d.campaign_id
), back as (
  select campaign_id, sum(points) as points from campaigns.take_back group by campaign_id
)
select b.campaign_id, b.ceiling, b.promised, t.granted, t.taken_back
from campaigns.budget b
left join campaigns.tally t on t.campaign_id = b.campaign_id
left join promised p on p.campaign_id = b.campaign_id
left join back k on k.campaign_id = b.campaign_id
where b.promised > b.ceiling
  or b.promised <> coalesce(p.promised, 0)
  or coalesce(t.granted, 0) <> coalesce(p.granted, 0)
  or coalesce(t.taken_back, 0) <> coalesce(k.points, 0)

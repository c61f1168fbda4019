-- Per top-up or payment, per person, and per person and period (JST).
select d.owner, d.campaign_id, sum(d.points) as points
from campaigns.promise d
join campaigns.campaign c on c.id = d.campaign_id
where d.released_at is null
group by grouping sets (
  (d.owner, d.campaign_id, c.cap_per_person, c.cap_per_period, c.cap_each, d.posting),
  (d.owner, d.campaign_id, c.cap_per_person, c.cap_per_period, c.cap_each),
  (d.owner, d.campaign_id, c.cap_per_person, c.cap_per_period, c.cap_each,
   date_trunc(c.period, d.promised_at at time zone 'Asia/Tokyo')))
having case
  when grouping(d.posting) = 0 then sum(d.points) > c.cap_each
  when grouping(date_trunc(c.period, d.promised_at at time zone 'Asia/Tokyo')) = 0 then sum(d.points) > c.cap_per_period
  else sum(d.points) > c.cap_per_person
end

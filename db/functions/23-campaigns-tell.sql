-- What people are told of campaigns, in the words of contract/campaigns.ts: for every capability that shows it.

create or replace function campaigns.offers(of_kind text, resident uuid, at timestamptz) returns jsonb
language sql stable set search_path = pg_catalog
return (
  select coalesce(jsonb_agg(jsonb_build_object(
    -- Not the campaign's own id: whoever knew it could compute the ids of bonuses that are still to come, and take them.
    'campaignId', ledger.derived_id(s.campaign_id, 'offer'),
    'name', s.name, 'basisPoints', s.basis_points, 'minimumAmount', s.minimum_amount, 'capEach', s.cap_each,
    'capPerPerson', s.cap_per_person, 'leftForPerson', s.left_for_person, 'capPerPeriod', s.cap_per_period,
    'period', s.period, 'leftInPeriod', s.left_in_period, 'leftInBudget', s.left_in_budget, 'stacks', s.stacks,
    'notFor', s.not_for, 'when', s.grant_when, 'grantHour', s.grant_hour, 'expiresOn', s.expires_on,
    'until', s.ends_at) order by s.starts_at, s.campaign_id), '[]')
  from campaigns.standing(of_kind, array[resident], array[at]) s);
comment on function campaigns.offers is
  'The campaigns of a kind that are in force at an instant, each as it stands for this person, the oldest first.';
grant execute on function campaigns.offers to enishi_server;

create or replace function campaigns.promised(of_owner uuid, of_posting uuid) returns jsonb
language sql stable set search_path = pg_catalog
return (
  select jsonb_agg(jsonb_build_object(
    'name', c.name,
    'points', case when d.released_at is null then d.points else 0 end,
    'because', case when d.released_at is null then d.because else 'given_back' end,
    'state', case
      when l.id is not null then 'granted'
      when d.released_at is null and d.points > 0 then 'planned'
      else 'none' end,
    'when', c.grant_when, 'grantHour', c.grant_hour, 'expiresOn', coalesce(l.expires_on, d.expires_on),
    'takenBack', coalesce(k.points, 0), 'owed', coalesce(k.owed, 0)) order by c.starts_at, c.id)
  from campaigns.promise d
  join campaigns.campaign c on c.id = d.campaign_id
  left join ledger.lot l on l.bucket = d.bucket and l.wallet = d.owner
    and l.id = campaigns.bonus_id(c.kind, c.id, d.posting, d.owner)
  left join lateral (
    select sum(x.points) as points, sum(x.owed) as owed
    from campaigns.take_back x where x.bonus = l.id and x.owner = d.owner) k on true
  where d.bucket = ledger.bucket(of_owner) and d.owner = of_owner and d.posting = of_posting
    -- A top-up that failed is no top-up; a payment that was given back was one.
    and (d.released_at is null or c.kind = 'payment'));
comment on function campaigns.promised is
  'What a top-up or a payment was promised, by campaign, and what has become of it; null where nothing was decided.';
grant execute on function campaigns.promised to enishi_server;

-- Campaigns in full: who may have what, up to which caps and budget, started by two people, and what each top-up was promised.

alter table campaigns.campaign
  add column minimum_top_up bigint not null default 1 check (minimum_top_up >= 1),
  add column cap_per_top_up bigint check (cap_per_top_up > 0),
  add column cap_per_person bigint check (cap_per_person > 0),
  add column cap_per_period bigint check (cap_per_period > 0),
  add column period text check (period in ('day', 'month')),
  add column stacks boolean not null default true,
  add column only_in_town boolean not null default false,
  add column age_bands text[] check (cardinality(age_bands) > 0),
  add column grant_hour smallint not null default 6 check (grant_hour between 0 and 23),
  add column expiry_days integer check (expiry_days between 0 and 3650),
  add column expires_on date,
  alter column expiry_months drop not null,
  add column revision integer not null default 1,
  add column made_by uuid references operators.operator,
  add column made_at timestamptz not null default now(),
  add column started_by uuid references operators.operator,
  add column started_at timestamptz,
  add column stopped_by uuid references operators.operator,
  add column stopped_at timestamptz,
  add column stop_reason text,
  add constraint campaign_has_one_expiry check (num_nonnulls(expiry_months, expiry_days, expires_on) = 1),
  add constraint campaign_has_whole_period check ((cap_per_period is null) = (period is null)),
  add constraint campaign_ends_after_it_starts check (ends_at > starts_at),
  add constraint campaign_needs_two_people check (started_by <> made_by);
create index campaign_made_by on campaigns.campaign (made_by);
create index campaign_started_by on campaigns.campaign (started_by);
create index campaign_stopped_by on campaigns.campaign (stopped_by);
-- What gave points before somebody could say so was meant to.
update campaigns.campaign set started_at = starts_at, made_at = starts_at;
comment on column campaigns.campaign.expiry_months is 'Points last until the end of the month this many months after the top-up (JST).';
comment on column campaigns.campaign.expiry_days is 'Points last so many days after the day of the top-up (JST).';
comment on column campaigns.campaign.expires_on is 'Points last until this day, whenever they were granted.';
comment on column campaigns.campaign.started_at is 'When a second person let it start; null while it is a draft and gives nothing.';
comment on column campaigns.campaign.revision is 'Counts the edits of a draft: whoever lets it start says which one was read.';
comment on column campaigns.campaign.stacks is
  'Whether it comes on top of other campaigns. Of those that do not, only the one that gives most gives anything.';
comment on column campaigns.campaign.only_in_town is 'Only for people whose card says that they live in the town.';
comment on column campaigns.campaign.grant_hour is 'From which hour (JST) of the next day points are granted, where they are not granted at once.';

-- A row of its own, because everybody who tops up while the campaign runs writes it.
create table campaigns.budget (
  campaign_id uuid primary key references campaigns.campaign,
  ceiling bigint not null check (ceiling > 0),
  promised bigint not null default 0,
  constraint budget_is_kept check (promised between 0 and ceiling)
) with (fillfactor = 50);
comment on table campaigns.budget is
  'The most points that a campaign may promise, and what it has promised so far; what was released is not counted.';

-- Apart from the budget: the worker that grants shall not stand in the way of people who confirm.
create table campaigns.tally (
  campaign_id uuid primary key references campaigns.campaign,
  granted bigint not null default 0 check (granted >= 0),
  taken_back bigint not null default 0 check (taken_back >= 0)
) with (fillfactor = 50);
comment on table campaigns.tally is 'What a campaign with a budget has granted, and what of it was taken back or is owed back.';

create table campaigns.promise (
  bucket smallint not null,
  owner uuid not null,
  posting uuid not null,
  campaign_id uuid not null references campaigns.campaign,
  points bigint not null check (points >= 0),
  because text check (because in ('not_in_town', 'not_your_age', 'below_minimum', 'less_than_a_point', 'cap_per_top_up',
    'cap_per_person', 'cap_per_period', 'budget_used_up', 'other_gives_more')),
  expires_on date not null,
  promised_at timestamptz not null,
  released_at timestamptz,
  waits boolean not null,
  primary key (bucket, owner, posting, campaign_id)
);
-- Each grant of the next day takes its row out of here, so the job finds what it missed however long ago.
create index promise_waits on campaigns.promise (promised_at) where waits;
create index promise_campaign on campaigns.promise (campaign_id, promised_at);
comment on table campaigns.promise is
  'What a top-up brings by a campaign, decided when the person confirms and kept from then on; none with the reason.';
comment on column campaigns.promise.posting is 'The top-up''s posting, whose id is known before it is posted.';
comment on column campaigns.promise.because is 'Why it is less than the rate gives; null when it is not.';
comment on column campaigns.promise.expires_on is 'The last day (JST) of the points, decided with the promise: a late grant cannot move it.';
comment on column campaigns.promise.released_at is 'When the top-up failed, and its points went back to the budget.';
comment on column campaigns.promise.waits is 'Whether it is to be granted on the next day and has not been.';

-- Top-ups from before there were promises: what the rate gave is what was promised.
do $$
begin
  if exists (select from top_ups.top_up) then
    insert into campaigns.promise (bucket, owner, posting, campaign_id, points, because, expires_on, promised_at, waits)
    select ledger.bucket(t.resident_id), t.resident_id, t.posting_id, c.id, t.amount * c.basis_points / 10000, null,
           (date_trunc('month', x.at at time zone 'Asia/Tokyo') + make_interval(months => c.expiry_months + 1))::date - 1,
           x.at, c.grant_when = 'next_day' and not exists (
             select from ledger.posting g
             where g.bucket = ledger.bucket(t.resident_id) and g.owner = t.resident_id
               and g.id = ledger.derived_id(t.posting_id, c.id::text))
    from top_ups.top_up t
    left join ledger.posting p
      on p.bucket = ledger.bucket(t.resident_id) and p.owner = t.resident_id and p.id = t.posting_id
    cross join lateral (select coalesce(p.posted_at, t.confirmed_at) as at) x
    join campaigns.campaign c
      on c.kind = 'top_up' and c.starts_at <= x.at and (c.ends_at is null or x.at < c.ends_at)
    where t.state in ('requested', 'unknown', 'needs_attention', 'succeeded');
  end if;
end
$$;

grant select on campaigns.budget, campaigns.tally, campaigns.promise to enishi_server;
grant insert, update on campaigns.campaign to enishi_server;
grant insert, delete on campaigns.budget to enishi_server;

-- What two people agreed to is what people are promised: once started, a campaign can only be stopped.
create function campaigns.refuse_change_after_start() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - array['stopped_by', 'stopped_at', 'stop_reason']
    is distinct from to_jsonb(old) - array['stopped_by', 'stopped_at', 'stop_reason']
  then
    raise exception 'a campaign that has started can only be stopped' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger only_stopped before update on campaigns.campaign
  for each row when (old.started_at is not null) execute function campaigns.refuse_change_after_start();
create function campaigns.refuse_budget_change_after_start() returns trigger language plpgsql as $$
begin
  if exists (select from campaigns.campaign where id = old.campaign_id and started_at is not null) then
    raise exception 'the budget of a campaign that has started stays' using errcode = 'restrict_violation';
  end if;
  return old;
end
$$;
create trigger stays before delete on campaigns.budget
  for each row execute function campaigns.refuse_budget_change_after_start();

-- The bonus for top-ups and payments: promised when a top-up is confirmed or a payment is told of, granted for a whole
-- batch at once, each exactly once.

create or replace function campaigns.last_day(of_campaign campaigns.campaign, at timestamptz) returns date
language sql immutable
return coalesce(
  of_campaign.expires_on,
  ledger.day(at) + of_campaign.expiry_days,
  -- The last day of the month that many months ahead (JST).
  (date_trunc('month', ledger.day(at)::timestamp)
    + make_interval(months => of_campaign.expiry_months + 1))::date - 1);
comment on function campaigns.last_day is 'The last day (JST) of the points that a campaign gives for what is topped up or paid at that instant.';
grant execute on function campaigns.last_day to enishi_server;

create or replace function campaigns.due_before(grant_hour smallint, at timestamptz) returns timestamptz
language sql immutable
return (
  date_trunc('day', at at time zone 'Asia/Tokyo')
    - case when extract(hour from at at time zone 'Asia/Tokyo') >= grant_hour then interval '0' else interval '1 day' end
) at time zone 'Asia/Tokyo';
comment on function campaigns.due_before is
  'What was posted before this instant has its next-day bonus due, of a campaign that grants at this hour (JST): from that '
  'hour on all of the days before, until then all but that of yesterday.';
grant execute on function campaigns.due_before to enishi_server;

create or replace function campaigns.hold_in_force() returns void
language sql volatile security definer set search_path = pg_catalog
begin atomic
  select pg_advisory_xact_lock_shared(hashtext('campaigns.in_force'));
end;
comment on function campaigns.hold_in_force is
  'Until the end of the transaction no campaign starts or stops: one that does so then takes a later instant than all that '
  'was decided before.';
revoke execute on function campaigns.hold_in_force from public;
grant execute on function campaigns.hold_in_force to enishi_server;

create or replace function campaigns.change_in_force() returns void
language sql volatile security definer set search_path = pg_catalog
begin atomic
  select pg_advisory_xact_lock(hashtext('campaigns.in_force'));
end;
comment on function campaigns.change_in_force is
  'Waits for all that is being decided by the campaigns in force; what is decided afterwards waits for the end of the transaction.';
revoke execute on function campaigns.change_in_force from public;
grant execute on function campaigns.change_in_force to enishi_server;

create or replace function campaigns.bonus_id(kind text, campaign uuid, posting uuid, owner uuid) returns uuid
language sql immutable parallel safe
return ledger.derived_id(posting, case kind when 'payment' then campaign::text || '/' || owner::text else campaign::text end);
comment on function campaigns.bonus_id is
  'The one id of what a campaign of a kind grants for a posting. Apps make the ids of payments, and two payers can use the '
  'same: with the owner in it, whoever sees one bonus cannot take the id of the other''s before it comes.';
grant execute on function campaigns.bonus_id to enishi_server;

create or replace function campaigns.standing(of_kind text, owners uuid[], instants timestamptz[])
returns table (
  n bigint, campaign_id uuid, name text, starts_at timestamptz, basis_points integer, minimum_amount bigint,
  cap_each bigint, cap_per_person bigint, left_for_person bigint, cap_per_period bigint, period text,
  left_in_period bigint, left_in_budget bigint, stacks boolean, not_for text, grant_when text, grant_hour smallint,
  expires_on date, ends_at timestamptz
)
language sql stable
begin atomic
  select x.n, c.id, c.name, c.starts_at, c.basis_points, c.minimum_amount, c.cap_each,
         c.cap_per_person,
         case when c.cap_per_person is not null then greatest(0, c.cap_per_person - coalesce((
           select sum(p.points) from campaigns.promise p
           where p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.campaign_id = c.id
             and p.released_at is null), 0))::bigint end,
         c.cap_per_period, c.period,
         case when c.cap_per_period is not null then greatest(0, c.cap_per_period - coalesce((
           select sum(p.points) from campaigns.promise p
           where p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.campaign_id = c.id
             and p.released_at is null
             and date_trunc(c.period, p.promised_at at time zone 'Asia/Tokyo')
               = date_trunc(c.period, x.at at time zone 'Asia/Tokyo')), 0))::bigint end,
         b.ceiling - b.promised,
         c.stacks,
         case
           when c.only_in_town and not identity.lives_in_town(x.owner, x.at) then 'not_in_town'
           when c.age_bands is not null and not coalesce((
             select k.age_band = any (c.age_bands) from identity.card k where k.resident_id = x.owner), false)
             then 'not_your_age'
         end,
         c.grant_when, c.grant_hour,
         campaigns.last_day(c, x.at),
         least(c.ends_at, c.stopped_at)
  from unnest(owners, instants) with ordinality as x(owner, at, n)
  join campaigns.campaign c
    on c.kind = of_kind and c.started_at is not null and c.starts_at <= x.at
      and (c.ends_at is null or x.at < c.ends_at) and (c.stopped_at is null or x.at < c.stopped_at)
  left join campaigns.budget b on b.campaign_id = c.id;
end;
comment on function campaigns.standing is
  'How each campaign of a kind that is in force stands for each of these people at that person''s instant: whether it is for the person, and '
  'what is left of the caps and the budget (null where there is none).';
grant execute on function campaigns.standing to enishi_server;

create or replace function campaigns.promise_for(
  of_kind text, postings uuid[], owners uuid[], amounts bigint[], instants timestamptz[]
) returns void
language plpgsql set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  late integer;
begin
  perform campaigns.hold_in_force();
  -- One lock of each budget for the whole batch, always in the same order, and the last that is taken.
  perform from campaigns.budget b
  where b.campaign_id in (
    select c.id from campaigns.campaign c
    where c.kind = of_kind and c.started_at is not null and (c.ends_at is null or c.ends_at > (
      select min(i) from unnest(instants) i)))
  order by b.campaign_id
  for no key update;

  loop
    with wanted as (
      select s.*, x.posting, x.owner, x.at, x.amount = 0 as only_points, x.amount >= s.minimum_amount as enough,
             x.amount * s.basis_points / 10000 as share,
             case when s.not_for is null and x.amount >= s.minimum_amount
               then least(x.amount * s.basis_points / 10000, s.cap_each, s.left_for_person, s.left_in_period)
               else 0 end as want
      from campaigns.standing(of_kind, owners, instants) s
      join unnest(postings, owners, amounts, instants) with ordinality as x(posting, owner, amount, at, n) on x.n = s.n
    ), ranked as (
      -- Of those that do not come on top of others, the one that gives most; of equals the oldest.
      select *, stacks
          or row_number() over (partition by n, stacks
               order by least(want, left_in_budget) desc, starts_at, campaign_id) = 1
          or max(least(want, left_in_budget)) over (partition by n, stacks) = 0 as chosen
      from wanted
    ), given as (
      select *, case
          when not chosen then 0
          when left_in_budget is null then want
          else least(want, greatest(0, left_in_budget - coalesce(sum(want) filter (where chosen) over (
            partition by campaign_id order by n rows between unbounded preceding and 1 preceding), 0)))
        end as points
      from ranked
    ), ending as (
      -- All have chosen by what the budgets held before anybody had something. Who came too late for that chooses anew.
      select min(n) as n from given where chosen and not stacks and points < least(want, left_in_budget)
    ), kept as (
      insert into campaigns.promise
        (bucket, owner, posting, campaign_id, points, because, expires_on, promised_at, waits)
      select ledger.bucket(owner), owner, posting, campaign_id, points,
             case
               when not_for is not null then not_for
               when only_points then 'only_points'
               when not enough then 'below_minimum'
               when share = 0 then 'less_than_a_point'
               when not chosen then 'other_gives_more'
               when points < want then 'budget_used_up'
               when points = share then null
               when want = cap_each then 'cap_each'
               when want = left_for_person then 'cap_per_person'
               else 'cap_per_period'
             end,
             expires_on, at, grant_when = 'next_day' and points > 0
      from given
      where coalesce(n < (select e.n from ending e), true)
      on conflict do nothing
      returning campaign_id, points
    ), counted as (
      update campaigns.budget b set promised = b.promised + k.points
      from (select campaign_id, sum(points) as points from kept group by campaign_id) k
      where b.campaign_id = k.campaign_id and k.points > 0
    )
    select e.n into late from ending e;
    exit when late is null;
    postings := postings[late:];
    owners := owners[late:];
    amounts := amounts[late:];
    instants := instants[late:];
  end loop;
end
$$;
comment on function campaigns.promise_for is
  'Decides for top-ups or payments (the amount is their coin) of different, locked wallets what each campaign of that kind '
  'in force at its instant brings, writes it down and takes it from the budgets. Twice is once. The apps say the same '
  'before: contract/campaigns.ts.';
revoke execute on function campaigns.promise_for from public;

create or replace function campaigns.release(of_posting uuid, of_owner uuid) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  perform from campaigns.budget b
  where b.campaign_id in (
    select p.campaign_id from campaigns.promise p
    where p.bucket = ledger.bucket(of_owner) and p.owner = of_owner and p.posting = of_posting)
  order by b.campaign_id
  for no key update;
  with released as (
    update campaigns.promise set released_at = clock_timestamp(), waits = false
    where bucket = ledger.bucket(of_owner) and owner = of_owner and posting = of_posting and released_at is null
    returning campaign_id, points
  )
  update campaigns.budget b set promised = b.promised - r.points
  from released r
  where b.campaign_id = r.campaign_id and r.points > 0;
end
$$;
comment on function campaigns.release is 'Gives what was promised and will not come back to the budgets and caps; twice is once.';
revoke execute on function campaigns.release from public;

create or replace function campaigns.release_for_closed(postings uuid[], owners uuid[]) returns void
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  if not exists (select from residents.former f where f.resident_id = any (owners)) then
    return;
  end if;
  perform from campaigns.budget b
  where b.campaign_id in (
    select d.campaign_id from unnest(postings, owners) as x(posting, owner)
    join campaigns.promise d on d.bucket = ledger.bucket(x.owner) and d.owner = x.owner and d.posting = x.posting)
  order by b.campaign_id
  for no key update;
  with released as (
    update campaigns.promise d set released_at = clock_timestamp(), waits = false
    from unnest(postings, owners) as x(posting, owner)
    join residents.former f on f.resident_id = x.owner
    where d.bucket = ledger.bucket(x.owner) and d.owner = x.owner and d.posting = x.posting and d.waits
    returning d.campaign_id, d.points
  )
  update campaigns.budget b set promised = b.promised - r.points
  from (select campaign_id, sum(points) as points from released group by campaign_id) r
  where b.campaign_id = r.campaign_id;
end
$$;
comment on function campaigns.release_for_closed is
  'Gives what waits for the next day back to the budgets and caps where the person has left meanwhile; twice is once.';
revoke execute on function campaigns.release_for_closed from public;

-- The promise follows the top-up's own row, so no way of topping up can forget it or make it twice.
create or replace function campaigns.follow_top_up() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.state in ('declined', 'lapsed') then
    perform campaigns.release(new.posting_id, new.resident_id);
  elsif not new.earns_bonus then
    -- Decided as nothing, so that nobody decides it again when it is credited.
    insert into campaigns.promise
      (bucket, owner, posting, campaign_id, points, because, expires_on, promised_at, waits)
    select ledger.bucket(new.resident_id), new.resident_id, new.posting_id, s.campaign_id, 0, 'without_bonus',
           s.expires_on, new.confirmed_at, false
    from campaigns.standing('top_up', array[new.resident_id], array[new.confirmed_at]) s
    on conflict do nothing;
  else
    perform ledger.lock_wallets(array[new.resident_id]);
    -- Declined, and yet the provider has taken the money: it is promised anew, as of its confirmation.
    delete from campaigns.promise
    where bucket = ledger.bucket(new.resident_id) and owner = new.resident_id and posting = new.posting_id
      and released_at is not null;
    perform campaigns.promise_for(
      'top_up', array[new.posting_id], array[new.resident_id], array[new.amount], array[new.confirmed_at]);
  end if;
  return null;
end
$$;
comment on function campaigns.follow_top_up is 'Promises when a top-up is confirmed and releases when it has failed.';
create or replace trigger promise_when_confirmed after update on top_ups.top_up
  for each row when (new.confirmed_at is not null and old.confirmed_at is null) execute function campaigns.follow_top_up();
create or replace trigger promise_when_made after insert on top_ups.top_up
  for each row when (new.confirmed_at is not null) execute function campaigns.follow_top_up();
create or replace trigger promise_when_found_after_all after update on top_ups.top_up
  for each row when (new.confirmed_at is not null and old.state in ('declined', 'lapsed')
    and new.state not in ('declined', 'lapsed')) execute function campaigns.follow_top_up();
create or replace trigger release_when_failed after update on top_ups.top_up
  for each row when (new.state in ('declined', 'lapsed') and old.confirmed_at is not null
    and old.state not in ('declined', 'lapsed')) execute function campaigns.follow_top_up();

create or replace function campaigns.is_plain(of_campaign campaigns.campaign) returns boolean
language sql stable
return of_campaign.grant_when = 'at_once' and of_campaign.stacks and of_campaign.minimum_amount = 1
  and num_nonnulls(of_campaign.cap_each, of_campaign.cap_per_person, of_campaign.cap_per_period) = 0
  and not of_campaign.only_in_town and of_campaign.age_bands is null
  and not exists (select from campaigns.budget b where b.campaign_id = of_campaign.id);
comment on function campaigns.is_plain is 'Whether a campaign gives its rate at once to everybody: then nothing has to be counted.';

create or replace function campaigns.grant_bonuses(
  postings uuid[], owners uuid[], of_when text, as_of timestamptz default clock_timestamp()
) returns integer
language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  today constant date := ledger.day(clock_timestamp());
  decided record;
  loose_postings uuid[];
  loose_owners uuid[];
  loose_amounts bigint[];
  loose_instants timestamptz[];
  rule campaigns.campaign;
  bonus record;
  fresh uuid[];
  granted integer := 0;
begin
  if of_when = 'next_day' then
    perform campaigns.release_for_closed(postings, owners);
  end if;

  select array_agg(x.posting) filter (where x.decided) as postings, array_agg(x.owner) filter (where x.decided) as owners,
         array_agg(x.posting) filter (where not x.decided) as others,
         array_agg(x.owner) filter (where not x.decided) as their_owners
  into decided
  from (
    select x.posting, x.owner, exists (
        select from campaigns.promise d
        where d.bucket = ledger.bucket(x.owner) and d.owner = x.owner and d.posting = x.posting) as decided
    from unnest(postings, owners) as x(posting, owner)
    offset 0
  ) x;

  if decided.others is not null then
    -- A top-up that nobody confirmed through the apps is decided now, as of its confirmation or its posting.
    select array_agg(p.id), array_agg(p.owner), array_agg(m.amount), array_agg(coalesce(t.confirmed_at, p.posted_at))
    into loose_postings, loose_owners, loose_amounts, loose_instants
    from unnest(decided.others, decided.their_owners) as x(posting, owner)
    join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.posting
    join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id and m.currency = 'coin'
    left join top_ups.top_up t on t.posting_id = p.id
    where p.kind = 'top_up';
    -- Where only plain campaigns are in force the rate says it all: no rows are written, which spares a third.
    if exists (
      select from campaigns.campaign c
      where c.kind = 'top_up' and c.started_at is not null and not campaigns.is_plain(c)
        and c.starts_at <= (select max(i) from unnest(loose_instants) i)
        and (least(c.ends_at, c.stopped_at) is null
          or least(c.ends_at, c.stopped_at) > (select min(i) from unnest(loose_instants) i)))
    then
      perform campaigns.promise_for('top_up', loose_postings, loose_owners, loose_amounts, loose_instants);
      decided.postings := postings;
      decided.owners := owners;
      loose_postings := null;
    end if;
  end if;

  for rule in
    select c.* from campaigns.campaign c
    where c.grant_when = of_when and c.started_at is not null and (
      loose_postings is not null and c.kind = 'top_up' and campaigns.is_plain(c) or c.id in (
        select d.campaign_id from unnest(decided.postings, decided.owners) as x(posting, owner)
        join campaigns.promise d on d.bucket = ledger.bucket(x.owner) and d.owner = x.owner and d.posting = x.posting))
    -- Top-ups before payments, as the tallies are locked everywhere.
    order by c.kind = 'top_up' desc, c.id
  loop
    select array_agg(campaigns.bonus_id(rule.kind, rule.id, x.posting, x.owner)) as ids,
           array_agg(x.owner) as owners, array_agg(x.posting) as causes, array_agg(x.points) as points,
           array_agg(rule.kind || '_bonus') as kinds, array_agg(rule.name) as vias,
           array_agg(clock_timestamp()) as times, array_agg(true) as opens, array_agg('points'::text) as currencies,
           array_agg('00000000-0000-7000-8000-000000000002'::uuid) as froms,
           -- A bonus that comes after its last day can still be used on the day it comes.
           array_agg(greatest(x.expires_on, today)) as expiries,
           array_agg(rule.funding) as fundings
    into bonus
    from (
      select d.posting, d.owner, d.points, d.expires_on
      from unnest(decided.postings, decided.owners) as x(posting, owner)
      join campaigns.promise d
        on d.bucket = ledger.bucket(x.owner) and d.owner = x.owner and d.posting = x.posting and d.campaign_id = rule.id
      join ledger.posting p on p.bucket = d.bucket and p.owner = d.owner and p.id = d.posting and p.kind = rule.kind
      where d.released_at is null
        and (of_when = 'at_once' or p.posted_at < campaigns.due_before(rule.grant_hour, as_of))
      union all
      select x.posting, x.owner, x.amount * rule.basis_points / 10000, campaigns.last_day(rule, x.at)
      from unnest(loose_postings, loose_owners, loose_amounts, loose_instants) as x(posting, owner, amount, at)
      where loose_postings is not null and rule.kind = 'top_up' and rule.starts_at <= x.at and (rule.ends_at is null or x.at < rule.ends_at)
        and (rule.stopped_at is null or x.at < rule.stopped_at)
    ) x
    where x.points > 0;
    continue when bonus.ids is null;
    -- Skips what was granted before.
    fresh := ledger.post(
      bonus.ids, bonus.owners, bonus.kinds, bonus.vias, bonus.causes, bonus.times, bonus.opens, bonus.currencies,
      bonus.froms, bonus.owners, bonus.points, bonus.expiries, bonus.fundings);
    granted := granted + cardinality(fresh);
    if cardinality(fresh) > 0 and exists (select from campaigns.debt where points > 0) then
      perform campaigns.collect_debts(
        array(select b.id from unnest(bonus.ids) with ordinality as b(id, n) where b.id = any (fresh) order by b.n),
        array(select b.owner from unnest(bonus.ids, bonus.owners) with ordinality as b(id, owner, n)
              where b.id = any (fresh) order by b.n));
    end if;
    if of_when = 'next_day' then
      update campaigns.promise d set waits = false
      from unnest(bonus.causes, bonus.owners) as x(posting, owner)
      where d.bucket = ledger.bucket(x.owner) and d.owner = x.owner and d.posting = x.posting
        and d.campaign_id = rule.id and d.waits;
    end if;
    if cardinality(fresh) > 0 and exists (select from campaigns.budget b where b.campaign_id = rule.id) then
      insert into campaigns.tally as t (campaign_id, granted)
      select rule.id, sum(b.points) from unnest(bonus.ids, bonus.points) as b(id, points) where b.id = any (fresh)
      on conflict (campaign_id) do update set granted = t.granted + excluded.granted;
    end if;
  end loop;
  return granted;
end
$$;
comment on function campaigns.grant_bonuses is
  'Grants what was promised for posted top-ups and payments of different, locked wallets, for the next day only what is due '
  'as of an instant, and answers how many grants are new. Top-ups that were not decided yet are decided first; payments '
  'are decided by campaigns.decide_payments. Doing it twice grants once.';
revoke execute on function campaigns.grant_bonuses from public;
grant execute on function campaigns.grant_bonuses to enishi_server;

-- The bonus for top-ups, for a whole batch at once and exactly once: its id is derived from the top-up's.

create or replace function campaigns.grant_for_top_ups(top_ups uuid[], owners uuid[], of_when text) returns integer
language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  today constant date := ledger.day(clock_timestamp());
  campaign campaigns.campaign;
  granted integer := 0;
  bonus record;
begin
  for campaign in
    select * from campaigns.campaign where kind = 'top_up' and grant_when = of_when order by starts_at, id
  loop
    select array_agg(t.id) as ids,
           array_agg(t.owner) as owners, array_agg(t.posting) as causes, array_agg(t.points) as points,
           array_agg('top_up_bonus'::text) as kinds, array_agg(campaign.name) as vias,
           array_agg(clock_timestamp()) as times, array_agg(true) as opens, array_agg('points'::text) as currencies,
           array_agg('00000000-0000-7000-8000-000000000002'::uuid) as froms,
           -- The last day of the month that many months ahead (JST).
           array_agg((date_trunc('month', today) + make_interval(months => campaign.expiry_months + 1))::date - 1) as expiries,
           array_agg(campaign.funding) as fundings
    into bonus
    from (
      select x.id, p.id as posting, p.owner, m.amount * campaign.basis_points / 10000 as points
      from (
        -- offset 0: the id is derived once for each and not once for each use.
        select x.*, ledger.derived_id(x.posting, campaign.id::text) as id
        from unnest(top_ups, owners) as x(posting, owner) offset 0
      ) x
      join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.posting
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id and m.currency = 'coin'
      where p.kind = 'top_up'
        and campaign.starts_at <= p.posted_at and (campaign.ends_at is null or p.posted_at < campaign.ends_at)
        and not exists (
          select from ledger.posting g
          -- All three from x: else the planner may look the owner up alone and read all of a wallet's history.
          where g.bucket = ledger.bucket(x.owner) and g.owner = x.owner and g.id = x.id)
    ) t
    where t.points > 0;
    if bonus.ids is not null then
      granted := granted + cardinality(ledger.post(
        bonus.ids, bonus.owners, bonus.kinds, bonus.vias, bonus.causes, bonus.times, bonus.opens, bonus.currencies,
        bonus.froms, bonus.owners, bonus.points, bonus.expiries, bonus.fundings));
    end if;
  end loop;
  return granted;
end
$$;
comment on function campaigns.grant_for_top_ups is
  'Grants every campaign''s points for top-ups of different wallets, floor(amount x basis points / 10000), and answers '
  'how many grants are new. Doing it twice grants once.';
revoke execute on function campaigns.grant_for_top_ups from public;
grant execute on function campaigns.grant_for_top_ups to enishi_server;

-- The bonus goes with the top-up that was taken back, or with the payment that was given back, once for each time.

create or replace function campaigns.lapsed_unused(of_owner uuid, of_lot uuid) returns bigint
language sql stable set search_path = pg_catalog
return (
  -- What of the lot lies under the stretches of the axis that lapsed.
  coalesce((
    select sum(least(i.ends_at, t.out_after) - greatest(i.ends_at - i.amount, t.out_after - t.amount))
    from ledger.posting p
    join ledger.transfer t
      on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id and t.currency = 'points'
    join ledger.lot_interval i
      on i.bucket = t.bucket and i.wallet = t.owner and i.lot = of_lot
        and i.ends_at > t.out_after - t.amount and i.ends_at - i.amount < t.out_after
    where p.bucket = ledger.bucket(of_owner) and p.owner = of_owner and p.kind = 'lapse'), 0)
  -- But what lapsed when it came back, and came once more as a lot of its own, was not lost.
  - coalesce((
    select sum(r.amount)
    from ledger.lot_return r
    join ledger.lot l on l.bucket = r.bucket and l.wallet = r.wallet and l.id = r.lot
    join ledger.posting f on f.bucket = r.bucket and f.owner = r.wallet and f.id = r.posting
    join ledger.posting n
      on n.bucket = r.bucket and n.owner = r.wallet and n.id = ledger.derived_id(r.posting, l.funding)
        and n.kind = 'renewal'
    where r.bucket = ledger.bucket(of_owner) and r.wallet = of_owner and r.lot = of_lot
      and l.expires_on < ledger.day(f.occurred_at)), 0))::bigint;
comment on function campaigns.lapsed_unused is 'How many points of a lot ran out before anybody used them.';
revoke execute on function campaigns.lapsed_unused from public;

create or replace function campaigns.take_back_rest(
  of_event uuid, of_owner uuid, of_posting uuid, remaining bigint, at timestamptz, collects boolean
) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  receivable constant uuid := '00000000-0000-7000-8000-000000000008';
  points_issued constant uuid := '00000000-0000-7000-8000-000000000002';
  part record;
  gone bigint;
  from_lot bigint;
  owed bigint;
  unused bigint;
begin
  for part in
    select p.campaign_id, p.points, c.name, x.bonus, g.id is not null as granted,
           -- What the rate gives for what remains stays.
           case when remaining >= c.minimum_amount
             then least(p.points, remaining * c.basis_points / 10000) else 0 end as stays
    from campaigns.promise p
    join campaigns.campaign c on c.id = p.campaign_id
    cross join lateral (select campaigns.bonus_id(c.kind, c.id, p.posting, p.owner) as bonus) x
    left join ledger.posting g on g.bucket = p.bucket and g.owner = p.owner and g.id = x.bonus
    where p.bucket = ledger.bucket(of_owner) and p.owner = of_owner and p.posting = of_posting
      and p.points > 0 and p.released_at is null
    order by p.campaign_id
  loop
    if not part.granted then
      -- Nothing has come yet, so less is promised, and the budget has the difference back.
      update campaigns.promise p set
        points = part.stays,
        waits = p.waits and part.stays > 0,
        released_at = case when part.stays = 0 then clock_timestamp() end
      where p.bucket = ledger.bucket(of_owner) and p.owner = of_owner and p.posting = of_posting
        and p.campaign_id = part.campaign_id;
      update campaigns.budget b set promised = b.promised - (part.points - part.stays)
      where b.campaign_id = part.campaign_id and part.points > part.stays;
      continue;
    end if;
    gone := part.points - part.stays - coalesce((
      select sum(k.points) from campaigns.take_back k where k.bonus = part.bonus and k.owner = of_owner), 0);
    continue when gone <= 0 or exists (
      select from campaigns.take_back k where k.id = of_event and k.campaign_id = part.campaign_id);
    from_lot := ledger.take_from_lot(
      ledger.derived_id(of_event, part.campaign_id::text), of_owner, 'bonus_return', part.name, part.bonus,
      at, points_issued, part.bonus, gone);
    owed := case when collects then gone - from_lot else 0 end;
    if owed > 0 then
      -- Only what was used is owed. What ran out unused counts once, in the first take-backs that find it.
      unused := campaigns.lapsed_unused(of_owner, part.bonus) - coalesce((
        select sum(k.points - k.from_lot - k.owed)
        from campaigns.take_back k where k.bonus = part.bonus and k.owner = of_owner), 0);
      owed := greatest(0, owed - greatest(0, unused));
    end if;
    insert into campaigns.take_back (id, campaign_id, owner, bonus, points, from_lot, owed, at)
    values (of_event, part.campaign_id, of_owner, part.bonus, gone, from_lot, owed, at);
    if owed > 0 then
      perform ledger.append(
        array[ledger.derived_id(of_event, part.campaign_id::text)], array[receivable], array['bonus_return'],
        array[part.name], array[part.bonus], array[at], array[true], array['points'], array[receivable],
        array[points_issued], array[owed]);
      insert into campaigns.debt as d (owner, points) values (of_owner, owed)
      on conflict (owner) do update set points = d.points + excluded.points;
    end if;
    update campaigns.tally t set taken_back = t.taken_back + gone where t.campaign_id = part.campaign_id;
  end loop;
end
$$;
comment on function campaigns.take_back_rest is
  'Takes back of the bonuses of a top-up or payment, whose wallet is locked, what the remaining amount no longer earns: '
  'from the bonus''s own lot, and what was used of it is owed where the town collects it. Twice is once.';
revoke execute on function campaigns.take_back_rest from public;

create or replace function campaigns.take_back_for_top_up(of_take_back uuid, collects boolean) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  returned record;
begin
  select t.id, t.resident_id as owner, t.posting_id, t.amount, k.at into strict returned
  from top_ups.take_back k join top_ups.top_up t on t.id = k.top_up_id
  where k.id = of_take_back;
  perform ledger.lock_wallets(array[returned.owner]);
  perform campaigns.take_back_rest(
    of_take_back, returned.owner, returned.posting_id,
    (returned.amount - coalesce((
      select sum(x.amount) from top_ups.kept_back x where x.top_up_id = returned.id), 0))::bigint,
    returned.at, collects);
end
$$;
comment on function campaigns.take_back_for_top_up is
  'Takes back what a top-up that was taken back, whole or in part, no longer earns. Twice is once. Raises no_data_found '
  'for an unknown take-back.';
revoke execute on function campaigns.take_back_for_top_up from public;
grant execute on function campaigns.take_back_for_top_up to enishi_server;

create or replace function campaigns.take_back_for_refund(of_refund uuid, collects boolean) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  returned record;
begin
  select r.payer_id as owner, r.payment_id, r.refunded_at as at into strict returned
  from payments.refund r
  where r.id = of_refund;
  perform ledger.lock_wallets(array[returned.owner]);
  perform campaigns.take_back_rest(
    of_refund, returned.owner, returned.payment_id,
    (coalesce((
      select t.amount from ledger.transfer t
      where t.bucket = ledger.bucket(returned.owner) and t.owner = returned.owner and t.posting = returned.payment_id
        and t.currency = 'coin'), 0)
      - coalesce((
      select sum(r.coin) from payments.refund r
      where r.payment_id = returned.payment_id and r.payer_id = returned.owner), 0))::bigint,
    returned.at, collects);
end
$$;
comment on function campaigns.take_back_for_refund is
  'Takes back what a payment that was given back, whole or in part, no longer earns: its coin earned it. Twice is once. '
  'Raises no_data_found for an unknown refund.';
revoke execute on function campaigns.take_back_for_refund from public;
grant execute on function campaigns.take_back_for_refund to enishi_server;

create or replace function campaigns.collect_debts(bonuses uuid[], owners uuid[]) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  debt record;
  paid bigint;
begin
  for debt in
    select x.bonus, d.owner, d.points
    from unnest(bonuses, owners) as x(bonus, owner) join campaigns.debt d on d.owner = x.owner
    where d.points > 0
    order by d.owner
  loop
    paid := ledger.take_from_lot(
      ledger.derived_id(debt.bonus, 'debt'), debt.owner, 'bonus_debt', null, debt.bonus, clock_timestamp(),
      '00000000-0000-7000-8000-000000000008', debt.bonus, debt.points);
    update campaigns.debt d set points = d.points - paid where d.owner = debt.owner;
  end loop;
end
$$;
comment on function campaigns.collect_debts is 'Keeps what people owe of earlier bonuses from those that were just granted.';
revoke execute on function campaigns.collect_debts from public;

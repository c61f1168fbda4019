-- Payments are told of after they were made, so what they bring is decided then: as of their own instant.

create or replace function campaigns.lock_for_payments() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from campaigns.budget b
  where b.campaign_id in (
    select c.id from campaigns.campaign c where c.kind = 'payment' and c.started_at is not null)
  order by b.campaign_id
  for no key update;
  perform from campaigns.tally t
  where t.campaign_id in (
    select c.id from campaigns.campaign c where c.kind = 'payment' and c.started_at is not null)
  order by t.campaign_id
  for no key update;
end
$$;
comment on function campaigns.lock_for_payments is
  'Locks what payments count in, all at once and in one order, after the wallets: one round promises, takes back and '
  'grants, and two rounds must not wait for each other in a circle. Only workers come here, and nobody who pays.';
revoke execute on function campaigns.lock_for_payments from public;
grant execute on function campaigns.lock_for_payments to enishi_server;

create or replace function campaigns.decide_payments(postings uuid[], owners uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  fresh record;
begin
  select array_agg(p.id order by p.id, p.owner) as postings, array_agg(p.owner order by p.id, p.owner) as owners,
         array_agg(coalesce(m.amount, 0) order by p.id, p.owner) as coins,
         array_agg(p.occurred_at order by p.id, p.owner) as instants
  into fresh
  from unnest(postings, owners) as x(posting, owner)
  join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.posting
  left join ledger.transfer m
    on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id and m.currency = 'coin'
  where p.kind = 'payment'
    -- Whoever has left in the moment between gets nothing any more.
    and not residents.is_closed(x.owner)
    and not exists (
      select from campaigns.promise d
      where d.bucket = p.bucket and d.owner = p.owner and d.posting = p.id);
  if fresh.postings is not null then
    perform campaigns.promise_for('payment', fresh.postings, fresh.owners, fresh.coins, fresh.instants);
  end if;
end
$$;
comment on function campaigns.decide_payments is
  'Decides what payments of different, locked wallets bring by the campaigns that were in force when they were made: their '
  'coin earns, their points do not. Twice is once.';
revoke execute on function campaigns.decide_payments from public;
grant execute on function campaigns.decide_payments to enishi_server;

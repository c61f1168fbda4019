-- Balances of long ago without reading all of history: closings of days that have ended, and the tail since.

create or replace function ledger.close_day(last_day date) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  -- -infinity when no day was closed yet: the first closing takes all of history.
  opens_at timestamptz;
  ends_at constant timestamptz := (last_day + 1)::timestamp at time zone 'Asia/Tokyo';
  written integer;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.close_day'));
  select coalesce((max(day) + 1)::timestamp at time zone 'Asia/Tokyo', '-infinity') into opens_at from ledger.closed_day;
  if opens_at >= ends_at then
    return 0;
  end if;
  -- The time of posting is taken inside a transaction: one that began on that day may still bring a posting of it.
  if ends_at > clock_timestamp() or exists (
    select from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
      and xact_start < ends_at)
  then
    raise exception 'a posting of % can still arrive', last_day using errcode = 'object_not_in_prerequisite_state';
  end if;

  insert into ledger.closing (account, currency, day, came_in, went_out, balance)
  select m.account, m.currency, m.day, m.came_in, m.went_out,
         coalesce(before.balance, 0)
           + sum(m.came_in - m.went_out) over (partition by m.account, m.currency order by m.day)
  from (
    select side.account, t.currency, ledger.day(t.posted_at) as day,
           sum(side.came_in)::bigint as came_in, sum(side.went_out)::bigint as went_out
    from ledger.transfer t
    cross join lateral (values (t.to_account, t.amount, 0::bigint), (t.from_account, 0::bigint, t.amount))
      as side(account, came_in, went_out)
    where t.posted_at >= opens_at and t.posted_at < ends_at
    group by side.account, t.currency, ledger.day(t.posted_at)
  ) m
  left join lateral (
    select c.balance from ledger.closing c
    where c.account = m.account and c.currency = m.currency and c.day < ledger.day(opens_at)
    order by c.day desc limit 1
  ) before on opens_at > '-infinity';
  get diagnostics written = row_count;

  insert into ledger.closed_day (day, closed_at)
  select d::date, clock_timestamp()
  from generate_series(
    case when opens_at > '-infinity' then ledger.day(opens_at) else coalesce((select min(day) from ledger.closing), last_day) end,
    last_day, interval '1 day') d;
  return written;
end
$$;
comment on function ledger.close_day(date) is
  'Closes every day up to and including this one that is not closed yet, and answers how many closings it wrote; twice is '
  'once. Raises object_not_in_prerequisite_state while a posting of such a day can still arrive.';

create or replace function ledger.balance(of_account uuid, of_currency text, before timestamptz) returns bigint
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  closed constant date := (select max(day) from ledger.closed_day where day < ledger.day(before));
  opens_at constant timestamptz := coalesce((closed + 1)::timestamp at time zone 'Asia/Tokyo', '-infinity');
  balance_then constant bigint := coalesce((
    select c.balance from ledger.closing c
    where c.account = of_account and c.currency = of_currency and c.day <= closed
    order by c.day desc limit 1), 0);
  moved bigint;
begin
  -- The end of a closed day, which is what base dates are, needs no transfer. To plan and open the partitions of
  -- three years for nothing took 2.5 ms instead of 0.2.
  if opens_at = before then
    return balance_then;
  end if;
  select sum(m.amount)::bigint into moved
  from (
    -- The account's own events by the posting's key, and other people's by the two indexes for them.
    select case when t.to_account = of_account then t.amount else -t.amount end as amount
    from ledger.posting p
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    where p.bucket = ledger.bucket(of_account) and p.owner = of_account
      and p.posted_at >= opens_at and p.posted_at < before and t.currency = of_currency
    union all
    select t.amount from ledger.transfer t
    where t.to_account = of_account and t.to_account <> t.owner
      and t.posted_at >= opens_at and t.posted_at < before and t.currency = of_currency
    union all
    select -t.amount from ledger.transfer t
    where t.from_account = of_account and t.from_account <> t.owner
      and t.posted_at >= opens_at and t.posted_at < before and t.currency = of_currency
  ) m;
  return balance_then + coalesce(moved, 0);
end
$$;
comment on function ledger.balance(uuid, text, timestamptz) is
  'What an account held (in minus out) before an instant; a base date at 24:00 JST is the first instant of the next day.';
revoke execute on function ledger.close_day, ledger.balance from public;
grant execute on function ledger.close_day, ledger.balance to enishi_server;

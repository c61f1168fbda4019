-- Ids, days and buckets: small pure helpers of the ledger.

create or replace function ledger.bucket(id uuid) returns smallint
language sql immutable strict parallel safe
return get_byte(uuid_send(id), 15)::smallint;
comment on function ledger.bucket(uuid) is 'Which of 256 buckets an account lives in: the last, random byte of its id.';

create or replace function ledger.uuid7(at timestamptz default clock_timestamp()) returns uuid
language sql volatile
return encode(
  set_byte(
    overlay(
      uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6
    ),
    6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112
  ), 'hex')::uuid;
comment on function ledger.uuid7(timestamptz) is 'A UUIDv7 (RFC 9562) of an instant; PostgreSQL 18 has its own, 16 has none.';

create or replace function ledger.uuid7_floor(at timestamptz) returns uuid
language sql immutable
return encode(substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) || '\x00000000000000000000'::bytea, 'hex')::uuid;
comment on function ledger.uuid7_floor(timestamptz) is 'Not after any UUIDv7 made at or after the instant: a bound for ranges of ids.';

-- Text functions that the planner can inline: bytes and a strict function took four times as long.
create or replace function ledger.derived_id(base uuid, name text) returns uuid
language sql immutable parallel safe
return (
  left(replace(base::text, '-', ''), 12) || '7' || substr(md5(base::text || '/' || name), 14, 3)
  || translate(substr(md5(base::text || '/' || name), 17, 1), '0123456789abcdef', '89ab89ab89ab89ab')
  || substr(md5(base::text || '/' || name), 18)
)::uuid;
comment on function ledger.derived_id(uuid, text) is
  'The one id of what follows from another act, for example its bonus; of the same millisecond as its cause.';

create or replace function ledger.day(at timestamptz) returns date
language sql immutable strict parallel safe
return (at at time zone 'Asia/Tokyo')::date;
comment on function ledger.day(timestamptz) is 'The business day in Japan.';

create or replace function ledger.day_number(at timestamptz) returns integer
language sql immutable strict parallel safe
return date_part('day', at - timestamptz '1970-01-01 00:00+09')::integer;
comment on function ledger.day_number(timestamptz) is
  'The business day of an instant since 1970, as days since then, each of 24 hours: Japan has changed no clock since '
  '1951. For whoever reads millions of rows; a time zone looked up for each of them takes half as long again. Planned as '
  'part of the query, as long as it is made of immutable functions alone.';

create or replace function ledger.ensure_partitions(first_day date, last_day date) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  month date := date_trunc('month', first_day);
  lower uuid;
  upper uuid;
begin
  while month <= last_day loop
    lower := ledger.uuid7_floor(month::timestamp at time zone 'UTC');
    upper := ledger.uuid7_floor((month + interval '1 month')::timestamp at time zone 'UTC');
    execute format('create table if not exists ledger.posting_%s partition of ledger.posting for values from (%L) to (%L)',
      to_char(month, 'YYYY_MM'), lower, upper);
    execute format('create table if not exists ledger.transfer_%s partition of ledger.transfer for values from (%L) to (%L)',
      to_char(month, 'YYYY_MM'), lower, upper);
    month := month + interval '1 month';
  end loop;
end
$$;
comment on function ledger.ensure_partitions(date, date) is
  'Makes the monthly partitions of a span of days. The month of an id never changes, so a repeated id meets its first row.';
revoke execute on function ledger.ensure_partitions(date, date) from public;
grant execute on function ledger.ensure_partitions(date, date) to enishi_server;
select ledger.ensure_partitions((now() - interval '40 days')::date, (now() + interval '70 days')::date);

-- Residency: a fact with a day. What a card said about an address is believed for some months.

create or replace function identity.residency_months(at timestamptz) returns integer
language sql stable
return coalesce(town.setting('residency_months', at)::integer, 12);
comment on function identity.residency_months is
  'How many months an address told by a card is believed: the setting residency_months, 12 unless set.';
grant execute on function identity.residency_months to enishi_server;

create or replace function identity.lives_in_town(resident uuid, at timestamptz) returns boolean
language sql stable
return coalesce((
  select c.in_town and at < c.passed_at + make_interval(months => identity.residency_months(at))
  from identity.card c
  where c.resident_id = resident), false);
comment on function identity.lives_in_town is
  'Whether somebody is known to live in the town at an instant: the card said so, and not too long before.';
grant execute on function identity.lives_in_town to enishi_server;

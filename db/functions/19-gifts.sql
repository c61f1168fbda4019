-- What one resident learns of another: enough to see that it is the right person.

create or replace function gifts.masked_name(resident residents.resident) returns text
language sql immutable parallel safe
return resident.family_kana || ' ' || left(resident.given_kana, 1) || '*';
comment on function gifts.masked_name is
  'The family name and the first sign of the given name; null for who has told none, or was erased.';
revoke execute on function gifts.masked_name from public;
grant execute on function gifts.masked_name to enishi_server;

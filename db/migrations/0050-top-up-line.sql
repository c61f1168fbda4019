-- Standing in line for a top-up, when more people come at once than the town lets begin.

create table top_ups.line (
  one boolean primary key default true check (one),
  last_turn_at timestamptz not null default '-infinity'
);
comment on table top_ups.line is
  'The turn that was given last. Turns lie at even distances, so a turn tells when it comes and who is before it.';
insert into top_ups.line default values;

create table top_ups.turn (
  resident_id uuid primary key references residents.resident,
  turn_at timestamptz not null
);
create index turn_at on top_ups.turn (turn_at);
comment on table top_ups.turn is
  'Who stands in line: from when on the resident may begin one top-up. It is used up by beginning it, and forfeit some '
  'minutes after it came.';

grant select, update on top_ups.line to enishi_server;
grant select, insert, update, delete on top_ups.turn to enishi_server;

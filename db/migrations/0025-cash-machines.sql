-- Topping up at a cash machine: the tie between a machine's code and a phone, and every message of the machines.

create table top_ups.atm_link (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  code_hash bytea not null,
  top_up_id uuid not null unique,
  link_ref text unique,
  terminal text,
  place text,
  granted bigint check (granted > 0),
  asked_at timestamptz,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index atm_link_resident on top_ups.atm_link (resident_id, started_at);
comment on table top_ups.atm_link is
  'A machine whose code a resident''s phone has read, for one deposit. Without link_ref the network has not agreed.';
comment on column top_ups.atm_link.top_up_id is 'Made here and told to nobody before it is credited.';
comment on column top_ups.atm_link.granted is
  'What the machine was told may be put in; it counts towards the limits until the link ends.';

create table top_ups.atm_message (
  terminal text not null,
  on_day date not null,
  trace text not null check (trace ~ '^[0-9]{6}$'),
  kind text not null check (kind in ('inquiry', 'deposit', 'advice', 'reversal')),
  content jsonb not null,
  answer jsonb not null,
  link_id uuid references top_ups.atm_link,
  original_on date,
  original_trace text,
  received_at timestamptz not null,
  primary key (terminal, on_day, trace, kind)
);
create index atm_message_original on top_ups.atm_message (terminal, original_on, original_trace) where kind = 'reversal';
create index atm_message_link on top_ups.atm_message (link_id);
create trigger append_only before update or delete on top_ups.atm_message
  for each row execute function ledger.refuse_change();
comment on table top_ups.atm_message is
  'What a machine said and what it was answered, under the machine''s own name for it: the same message gets the same '
  'answer for ever. An advice shares the name of the deposit whose answer was lost.';

create table top_ups.atm_nonce (
  key_id text not null,
  nonce text not null,
  seen_at timestamptz not null,
  primary key (key_id, nonce)
);
create index atm_nonce_seen on top_ups.atm_nonce (seen_at);
comment on table top_ups.atm_nonce is
  'Numbers that have sealed a message lately: a copy of a message is not a message. Forgotten when its time is over.';

grant select, insert, update on top_ups.atm_link to enishi_server;
grant select, insert on top_ups.atm_message to enishi_server;
grant select, insert, delete on top_ups.atm_nonce to enishi_server;

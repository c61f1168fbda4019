-- さいコインをおくる: coin from one resident to another, by way of an account between the two.

insert into ledger.account_type (name, description) values
  ('gifts', 'Coin on its way from one resident to another: given and received in one transaction, so always nothing.');
insert into ledger.account (id, type) values ('00000000-0000-7000-8000-000000000090', 'gifts');
insert into ledger.movement (kind, from_type, to_type, currency) values
  ('gift_given', 'wallet', 'gifts', 'coin'),
  ('gift_received', 'gifts', 'wallet', 'coin');

create schema gifts;
comment on schema gifts is 'Coin from one resident to another, and the codes by which somebody receives it.';

create table gifts.code (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  session_hash bytea not null,
  token_hmac bytea not null unique,
  digits_hmac bytea not null unique,
  shown_at timestamptz not null,
  expires_at timestamptz not null
);
create index code_resident on gifts.code (resident_id, shown_at);
comment on table gifts.code is
  'A code that a resident shows to receive gifts for some minutes. Only keyed hashes of it are kept.';
comment on column gifts.code.session_hash is 'The session that showed it: signing out ends its codes.';

create table gifts.code_tries (
  giver_id uuid primary key references residents.resident,
  since timestamptz not null,
  tries integer not null
);
comment on table gifts.code_tries is 'Codes that somebody has typed and nobody shows: guessing is stopped by counting.';

create table gifts.gift (
  id uuid primary key,
  received_id uuid not null unique,
  giver_id uuid not null references residents.resident,
  receiver_id uuid not null references residents.resident,
  amount bigint not null check (amount > 0),
  card text not null check (card in ('thanks', 'congratulations', 'please')),
  code_hmac bytea not null,
  given_at timestamptz not null,
  constraint gift_to_somebody_else check (giver_id <> receiver_id)
);
create index gift_giver on gifts.gift (giver_id, given_at);
create index gift_receiver on gifts.gift (receiver_id);
create trigger append_only before update or delete on gifts.gift
  for each row execute function ledger.refuse_change();
comment on table gifts.gift is 'A gift: its id is the giver''s posting, received_id the receiver''s.';
comment on column gifts.gift.code_hmac is 'By which code it was given: the same request again is the same gift.';

grant usage on schema gifts to enishi_server;
grant select, insert, delete on gifts.code to enishi_server;
grant select, insert, update on gifts.code_tries to enishi_server;
grant select, insert on gifts.gift to enishi_server;

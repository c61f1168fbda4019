-- 退会: a resident leaves, may think better of it for a while, and is forgotten after the legal time.

insert into ledger.account_type (name, description) values
  ('coin_given_up', 'Coin that residents gave up when they left: recovered without use (資金決済法施行令・府令4条).');
insert into ledger.account (id, type) values ('00000000-0000-7000-8000-000000000040', 'coin_given_up');
insert into ledger.movement (kind, from_type, to_type, currency) values
  ('give_up', 'wallet', 'coin_given_up', 'coin'),
  ('give_up', 'wallet', 'points_lapsed', 'points');

create table residents.leaving (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  coin bigint not null check (coin >= 0),
  points bigint not null check (points >= 0),
  asked_at timestamptz not null,
  closes_at timestamptz not null,
  cancelled_at timestamptz,
  closed_at timestamptz,
  check (cancelled_at is null or closed_at is null)
);
create index leaving_resident on residents.leaving (resident_id, asked_at);
create unique index leaving_once on residents.leaving (resident_id) where cancelled_at is null;
create index leaving_due on residents.leaving (closes_at) where cancelled_at is null and closed_at is null;
comment on table residents.leaving is
  'A wish to leave, with the coin and points that are given up; signing in before it takes effect cancels it.';

create table residents.former (
  resident_id uuid primary key references residents.resident,
  mail text,
  phone text,
  card_issuer text,
  card_subject text,
  closed_at timestamptz not null,
  erase_at timestamptz not null,
  erased_at timestamptz
);
create index former_to_erase on residents.former (erase_at) where erased_at is null;
comment on table residents.former is
  'Who has left, for as long as the law wants it known; the address, the phone and the card are free for a new account.';

grant select, insert, update on residents.leaving to enishi_server;
grant select on residents.former to enishi_server;

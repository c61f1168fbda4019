-- People without a phone: a person whom a desk has seen, and a printed card that pays out of that person's wallet.

create schema paper_cards;
comment on schema paper_cards is 'People without a phone: who was seen at a desk, and their printed cards.';

create table paper_cards.person (
  id uuid primary key,
  family_kana text not null,
  given_kana text not null,
  birthdate date not null,
  address text not null,
  who bytea not null,
  documents text[] not null check (cardinality(documents) > 0),
  terms_version text not null,
  privacy_version text not null,
  received_by uuid not null references operators.operator,
  received_at timestamptz not null,
  decision text check (decision in ('approved', 'declined')),
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  check (num_nonnulls(decision, decided_by, decided_at) in (0, 3)),
  constraint person_needs_two_people check (decision <> 'approved' or decided_by <> received_by)
);
create unique index person_once on paper_cards.person (who) where decision is distinct from 'declined';
create index person_received_by on paper_cards.person (received_by);
create index person_decided_by on paper_cards.person (decided_by);
create index person_waiting on paper_cards.person (received_at) where decision is null;
comment on table paper_cards.person is
  'Somebody who has no phone: received at a desk by one person with papers, approved by another. Approved, the id is '
  'the resident''s and the wallet''s.';
comment on column paper_cards.person.who is
  'A hash of name, birth date and address as they sound: the same person is not received twice.';

create table paper_cards.card (
  id uuid primary key,
  person_id uuid not null references paper_cards.person,
  number text not null unique check (number ~ '^[0-9]{8}$'),
  token_hmac bytea not null unique,
  digits_hmac bytea not null unique,
  pin_hmac bytea not null,
  wrong_pins integer not null default 0 check (wrong_pins between 0 and 3),
  last_guess bytea,
  tells_balance boolean not null,
  issued_by uuid not null references operators.operator,
  issued_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('replaced', 'stopped')),
  ended_by uuid references operators.operator,
  check (num_nonnulls(ended_at, ended_because, ended_by) in (0, 3))
);
create unique index card_live on paper_cards.card (person_id) where ended_at is null;
create index card_person on paper_cards.card (person_id, issued_at);
create index card_issued_by on paper_cards.card (issued_by);
create index card_ended_by on paper_cards.card (ended_by);
comment on table paper_cards.card is
  'A printed card. Only keyed hashes of its code and its PIN are kept; whoever reads the table can print none.';
comment on column paper_cards.card.number is 'Printed for people to name the card by; it pays nothing.';
comment on column paper_cards.card.wrong_pins is 'In a row; the third stops the card until the desk sets a new PIN.';
comment on column paper_cards.card.tells_balance is 'Whether the holder wants the balance on the shop''s receipts.';

create table paper_cards.look (
  source text primary key,
  since timestamptz not null,
  tries integer not null
);
comment on table paper_cards.look is 'How often a network address has asked for a card''s balance.';

grant usage on schema paper_cards to enishi_server;
grant select, insert, update on paper_cards.person, paper_cards.card, paper_cards.look to enishi_server;

create table payments.card_charge (
  payer_id uuid not null references residents.resident,
  payment_id uuid not null,
  card_id uuid not null references paper_cards.card,
  store_id uuid not null references merchants.store,
  staff_id uuid not null references merchants.staff,
  amount bigint not null check (amount > 0),
  charged_on date not null,
  primary key (payer_id, payment_id)
);
create index card_charge_day on payments.card_charge (payer_id, charged_on);
create index card_charge_card on payments.card_charge (card_id);
create index card_charge_staff on payments.card_charge (staff_id);
create index card_charge_store on payments.card_charge (store_id, payment_id);
comment on table payments.card_charge is
  'Which payment was made with a printed card. A day''s sum is the person''s, so that a new card gives no new day.';
grant select, insert on payments.card_charge to enishi_server;

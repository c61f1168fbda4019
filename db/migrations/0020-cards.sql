-- Topping up by card: attempts at the card company, each time a card was used, and the cards that people saved.

alter table top_ups.top_up
  drop constraint top_up_state_check,
  add constraint top_up_state_check check (state in
    ('awaiting_passcode', 'awaiting_card', 'requested', 'unknown', 'succeeded', 'declined', 'lapsed',
     'needs_attention'));

create schema cards;
comment on schema cards is 'The cards that residents have saved at the card company. No card number is ever here.';
create table cards.card (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  ref text not null unique,
  brand text not null,
  last_digits text not null check (last_digits ~ '^[0-9]{0,4}$'),
  expiry_month integer not null check (expiry_month between 1 and 12),
  expiry_year integer not null,
  fingerprint text not null,
  issuer text,
  saved_at timestamptz not null,
  removed_at timestamptz
);
create index card_resident on cards.card (resident_id, saved_at) where removed_at is null;
comment on table cards.card is
  'A card that its holder chose to save, as the card company tells it: its reference pays nothing without the company.';
comment on column cards.card.fingerprint is 'The company''s mark of one card number: the same card twice has it twice.';
grant usage on schema cards to enishi_server;
grant select, insert, update on cards.card to enishi_server;

create table top_ups.card_payer (
  resident_id uuid primary key references residents.resident,
  ref text not null unique,
  known_since timestamptz not null
);
comment on table top_ups.card_payer is 'Under which reference the card company knows a resident; it is told no name.';
grant select, insert on top_ups.card_payer to enishi_server;

create table top_ups.by_card (
  top_up_id uuid primary key references top_ups.top_up,
  card_id uuid references cards.card,
  ref text unique,
  attempt_ref text unique,
  holder_check text check (holder_check in ('authenticated', 'attempted', 'none')),
  looked_at timestamptz,
  left_at timestamptz
);
create index by_card_card on top_ups.by_card (card_id);
comment on table top_ups.by_card is 'What a top-up by card has at the card company.';
comment on column top_ups.by_card.card_id is 'The saved card; null where the card is typed on the company''s page.';
comment on column top_ups.by_card.ref is 'The page or the attempt; null until the company has answered.';
comment on column top_ups.by_card.attempt_ref is 'What was authorised and asked to be captured: it is refunded and disputed.';
comment on column top_ups.by_card.holder_check is 'How 3-D Secure ended, as the company''s API says it.';
comment on column top_ups.by_card.looked_at is 'When the company was last asked: a page that polls asks no faster than this allows.';
comment on column top_ups.by_card.left_at is 'When the person said that they gave up.';
grant select, insert, update on top_ups.by_card to enishi_server;

create table top_ups.card_try (
  ref text primary key,
  top_up_id uuid not null references top_ups.top_up,
  resident_id uuid not null references residents.resident,
  fingerprint text not null,
  refused boolean not null,
  at timestamptz not null
);
create index card_try_resident on top_ups.card_try (resident_id, at);
create index card_try_top_up on top_ups.card_try (top_up_id);
comment on table top_ups.card_try is
  'Each time that a card was used, refused or not: who tries many cards, or one too often, is stopped (card testing).';
grant select, insert on top_ups.card_try to enishi_server;

create table top_ups.unplaced_notice (
  notice_id text primary key,
  type text not null,
  attempt_ref text,
  top_up_id text,
  at timestamptz not null
);
comment on table top_ups.unplaced_notice is
  'Messages of the card company about money that no top-up here explains; the office sees them.';
grant select, insert on top_ups.unplaced_notice to enishi_server;

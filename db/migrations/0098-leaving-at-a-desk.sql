-- People without a login leave at a desk: received by one person, closed by another, erased after the legal time.

create table residents.departure (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  reason text not null check (reason in ('wish', 'died')),
  coin bigint not null check (coin >= 0),
  points bigint not null check (points >= 0),
  documents text[] not null check (cardinality(documents) > 0),
  received_by uuid not null references operators.operator,
  received_at timestamptz not null,
  decision text check (decision in ('approved', 'declined')),
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  check (num_nonnulls(decision, decided_by, decided_at) in (0, 3)),
  constraint departure_needs_two_people check (decision <> 'approved' or decided_by <> received_by)
);
create unique index departure_once on residents.departure (resident_id) where decision is distinct from 'declined';
create index departure_resident on residents.departure (resident_id);
create index departure_received_by on residents.departure (received_by);
create index departure_decided_by on residents.departure (decided_by);
create index departure_waiting on residents.departure (received_at) where decision is null;
comment on table residents.departure is
  'Somebody without a phone leaves, or has died: what is given up, as it was seen and signed for at a desk.';
grant select, insert, update on residents.departure to enishi_server;

alter table paper_cards.person add column left_at timestamptz;
comment on column paper_cards.person.left_at is 'When the wallet was closed: the same person may be received anew.';
alter table paper_cards.person alter column birthdate drop not null;
drop index paper_cards.person_once;
create unique index person_once on paper_cards.person (who)
  where decision is distinct from 'declined' and left_at is null;

-- Who leaves ends the card, and so does who joins it to an account of the app and keeps it no longer.
alter table paper_cards.card drop constraint card_ended_because_check;
alter table paper_cards.card add constraint card_ended_because_check
  check (ended_because in ('replaced', 'stopped', 'left', 'joined'));
alter table paper_cards.card drop constraint card_check;
alter table paper_cards.card add constraint card_ended_whole check (
  (ended_at is null) = (ended_because is null)
  and (ended_by is not null) = (ended_because is not null and ended_because in ('replaced', 'stopped')));

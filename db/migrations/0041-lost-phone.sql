-- Whoever has lost the phone gets in again: by the My Number Card, or at a desk with two people.

create table sign_in.recovery (
  id uuid primary key,
  login_id uuid not null references sign_in.login,
  way text not null check (way in ('card', 'desk')),
  state text not null check (state in
    ('visiting', 'opened', 'approved', 'proven', 'failed', 'declined', 'cancelled', 'finished')),
  reason text,
  browser_hash bytea unique,
  phone text,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- By the card.
  state_hash bytea unique,
  secrets jsonb,
  -- At the desk.
  documents text[],
  opened_by uuid references operators.operator,
  opened_because text,
  opened_half bytea,
  decided_by uuid references operators.operator,
  decided_half bytea,
  usable_from timestamptz,
  tries integer not null default 0,
  check ((way = 'desk') = (opened_by is not null)),
  -- Two people: whoever opened it cannot decide it (ABU-O01).
  constraint maker_is_not_checker check (decided_by <> opened_by or state = 'declined')
);
create index recovery_login on sign_in.recovery (login_id, started_at);
create index recovery_opened_by on sign_in.recovery (opened_by);
create index recovery_decided_by on sign_in.recovery (decided_by);
create unique index recovery_at_desk_once on sign_in.recovery (login_id) where state in ('opened', 'approved');
comment on table sign_in.recovery is
  'One way back in without the second step. It is proven by the card, whose pairwise subject is the account''s, or by a '
  'code of two halves, of which each of two operators knows one; then a new phone is proven, and everything old ends.';
comment on column sign_in.recovery.documents is 'Which documents were seen at the desk; never a number or a picture of them.';
grant select, insert, update on sign_in.recovery to enishi_server;
grant delete on sign_in.recovery_code, sign_in.passkey, sign_in.authenticator to enishi_server;

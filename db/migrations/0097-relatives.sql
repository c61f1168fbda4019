-- 家族のお手伝い: a resident with the app charges and sees for a relative, and spends within a cap.

create schema relatives;
comment on schema relatives is 'Who helps whom: charging and seeing for a relative, and spending within a cap.';

create table relatives.code (
  id uuid primary key,
  helper_id uuid not null references residents.resident,
  session_hash bytea not null,
  token_hmac bytea not null unique,
  digits_hmac bytea not null unique,
  shown_at timestamptz not null,
  expires_at timestamptz not null
);
create index code_helper on relatives.code (helper_id, shown_at);
comment on table relatives.code is
  'A code that a helper shows to the relative, or to the desk, for some minutes. Only keyed hashes of it are kept.';
comment on column relatives.code.session_hash is 'The session that showed it: signing out ends its codes.';

create table relatives.code_tries (
  by_whom uuid primary key,
  since timestamptz not null,
  tries integer not null
);
comment on table relatives.code_tries is
  'Codes that somebody, a resident or an operator, has typed and nobody shows: guessing is stopped by counting.';

create table relatives.help (
  id uuid primary key,
  helper_id uuid not null references residents.resident,
  relative_id uuid not null references residents.resident,
  code_hmac bytea not null,
  per_day bigint not null check (per_day >= 0),
  per_month bigint not null,
  agreed_by text not null check (agreed_by in ('phone', 'card', 'papers')),
  ground text check (ground in ('guardian', 'parent', 'request')),
  documents text[] not null default '{}',
  received_by uuid references operators.operator,
  asked_at timestamptz not null,
  decided_by uuid references operators.operator,
  begun_at timestamptz,
  ended_at timestamptz,
  ended_because text check (ended_because in ('relative', 'helper', 'office', 'replaced', 'declined', 'left')),
  constraint help_of_somebody_else check (helper_id <> relative_id),
  constraint help_caps_fit check (per_month >= per_day and (per_day > 0 or per_month = 0)),
  constraint help_received_at_a_desk check ((agreed_by = 'phone') = (received_by is null)),
  constraint help_by_papers_needs_two check (
    (agreed_by = 'papers') = (ground is not null)
    and (agreed_by <> 'papers' or begun_at is null or (decided_by is not null and decided_by <> received_by))),
  constraint help_ended_whole check ((ended_at is null) = (ended_because is null))
);
create unique index help_live on relatives.help (helper_id, relative_id)
  where begun_at is not null and ended_at is null;
create index help_helper on relatives.help (helper_id);
create index help_relative on relatives.help (relative_id);
create index help_received_by on relatives.help (received_by);
create index help_decided_by on relatives.help (decided_by);
create index help_waiting on relatives.help (asked_at) where begun_at is null and ended_at is null;
comment on table relatives.help is
  'That a helper may charge and see for a relative, and spend up to the caps: live from begun_at to ended_at.';
comment on column relatives.help.agreed_by is
  'On the relative''s own phone; at the desk with card and PIN; or by papers that two people have seen.';
comment on column relatives.help.per_day is 'In yen; 0 is to charge and to see only.';

create table relatives.deed (
  id uuid primary key,
  help_id uuid not null references relatives.help,
  deed text not null check (deed in ('begun', 'caps_changed', 'ended')),
  by_whom uuid not null,
  per_day bigint not null,
  per_month bigint not null,
  at timestamptz not null
);
create index deed_help on relatives.deed (help_id, at);
create trigger append_only before update or delete on relatives.deed
  for each row execute function ledger.refuse_change();
comment on table relatives.deed is 'What was done to a help, and by whom: a resident or an operator. Never changed.';

grant usage on schema relatives to enishi_server;
grant select, insert, delete on relatives.code to enishi_server;
grant select, insert, update on relatives.code_tries, relatives.help to enishi_server;
grant select, insert on relatives.deed to enishi_server;

alter table payments.payer_code add column help_id uuid references relatives.help;
create index payer_code_help on payments.payer_code (help_id) where help_id is not null;
comment on column payments.payer_code.help_id is
  'Set where a helper shows it: resident_id is the relative, who pays.';

create table payments.help_charge (
  payer_id uuid not null references residents.resident,
  payment_id uuid not null,
  help_id uuid not null references relatives.help,
  helper_id uuid not null references residents.resident,
  amount bigint not null check (amount > 0),
  charged_on date not null,
  primary key (payer_id, payment_id)
);
create index help_charge_day on payments.help_charge (helper_id, payer_id, charged_on);
create index help_charge_help on payments.help_charge (help_id);
comment on table payments.help_charge is
  'Which payment a helper made from a relative''s wallet. Sums are of the two people, so that a new help gives no new day.';
grant select, insert on payments.help_charge to enishi_server;

alter table top_ups.top_up
  add column help_id uuid references relatives.help,
  add column paid_by uuid references residents.resident,
  add constraint top_up_paid_by_helper check ((help_id is null) = (paid_by is null));
create index top_up_help on top_ups.top_up (help_id) where help_id is not null;
create index top_up_paid_by on top_ups.top_up (paid_by, confirmed_at) where paid_by is not null;
comment on column top_ups.top_up.paid_by is 'The helper whose bank account pays; null where the resident pays.';

alter table notices.notice drop constraint notice_kind_check;
alter table notices.notice add constraint notice_kind_check check (kind in (
  'payment', 'refund', 'points_expiring', 'points_granted', 'automatic_top_up', 'security', 'helper'));

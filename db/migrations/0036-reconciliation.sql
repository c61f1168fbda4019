-- Laying what providers report beside the ledger, and what reaches the town's own account beside both.

insert into ledger.account_type (name, description) values
  ('bank_cash', 'Money on the issuer''s own bank account, as far as providers have paid it in.'),
  ('provider_fees', 'What providers keep for their work.');
insert into ledger.account (id, type) values
  ('00000000-0000-7000-8000-000000000035', 'bank_cash'),
  ('00000000-0000-7000-8000-000000000036', 'provider_fees');
-- A clearing account is what a provider owes; money that arrives, and the fee that stays there, takes from it.
insert into ledger.movement (kind, from_type, to_type, currency)
select kind, from_type, clearing, 'coin'
from (values ('lump_sum', 'bank_cash'), ('provider_fee', 'provider_fees')) as m(kind, from_type),
     unnest(array['bank_clearing', 'card_clearing', 'atm_clearing']) as clearing;

create schema reconciliation;
comment on schema reconciliation is 'Providers'' reports and the town''s bank statements, beside the ledger.';

create table reconciliation.source (
  name text primary key,
  title text not null,
  clearing uuid not null references ledger.account,
  payer text,
  starts_on date
);
create index source_clearing on reconciliation.source (clearing);
comment on table reconciliation.source is
  'Who reports what was charged: which account they owe, under which name (half-width kana) they pay the town.';
comment on column reconciliation.source.starts_on is 'The first day that is compared; null while no report is fetched.';
insert into reconciliation.source (name, title, clearing, starts_on) values
  ('bank', '銀行口座', '00000000-0000-7000-8000-000000000001', (now() at time zone 'Asia/Tokyo')::date),
  ('card', 'クレジットカード', '00000000-0000-7000-8000-000000000004', null),
  ('atm', 'ATM', '00000000-0000-7000-8000-000000000005', null);

create table reconciliation.file (
  id uuid primary key,
  source text not null references reconciliation.source,
  day date not null,
  name text not null,
  sha256 bytea not null,
  content bytea not null,
  state text not null check (state in ('current', 'replaced', 'unreadable')),
  faults jsonb not null default '[]',
  received_at timestamptz not null,
  unique (source, day, sha256)
);
create unique index file_current on reconciliation.file (source, day) where state = 'current';
comment on table reconciliation.file is 'A provider''s report of one day, byte for byte; the same bytes are kept once.';

create table reconciliation.line (
  file_id uuid not null references reconciliation.file,
  number integer not null,
  order_id text not null,
  top_up_id uuid,
  kind text not null check (kind in ('charge', 'return')),
  amount bigint not null check (amount >= 0),
  fee bigint not null,
  provider_ref text not null,
  at timestamptz not null,
  primary key (file_id, number)
);
create index line_order on reconciliation.line (order_id);
create index line_provider_ref on reconciliation.line (provider_ref);
comment on table reconciliation.line is 'One row of a report, in our words. top_up_id is the order''s id where it has the shape of one.';
create trigger append_only before update or delete on reconciliation.line
  for each row execute function ledger.refuse_change();

create table reconciliation.statement (
  id uuid primary key,
  name text not null,
  sha256 bytea not null unique,
  content bytea not null,
  account text not null,
  from_on date not null,
  until_on date not null,
  opening bigint not null,
  closing bigint not null,
  operator_id uuid not null references operators.operator,
  imported_at timestamptz not null
);
create index statement_operator on reconciliation.statement (operator_id);
comment on table reconciliation.statement is 'A 入出金明細 of the town''s own account (全銀協 200-byte records), byte for byte.';

create table reconciliation.statement_line (
  id uuid primary key,
  statement_id uuid not null references reconciliation.statement,
  number integer not null,
  identity bytea not null unique,
  "on" date not null,
  direction text not null check (direction in ('in', 'out')),
  amount bigint not null check (amount >= 0),
  payer text not null,
  summary text not null,
  source text references reconciliation.source,
  booked_at timestamptz
);
create index statement_line_statement on reconciliation.statement_line (statement_id, number);
create index statement_line_source on reconciliation.statement_line (source, "on");
comment on table reconciliation.statement_line is
  'One movement on the town''s account. Statements may overlap: what was seen before is not kept again (identity).';
comment on column reconciliation.statement_line.booked_at is
  'When it was posted as a lump sum; the posting has the line''s id and the clearing account as its owner.';

create table reconciliation.day (
  source text not null references reconciliation.source,
  day date not null,
  file_id uuid references reconciliation.file,
  their_count integer,
  their_amount bigint,
  their_fee bigint,
  our_count integer,
  our_amount bigint,
  matched integer,
  compared_at timestamptz,
  lump_sum_id uuid references reconciliation.statement_line,
  primary key (source, day)
);
create index day_file on reconciliation.day (file_id);
create index day_lump_sum on reconciliation.day (lump_sum_id);
comment on table reconciliation.day is 'How far a day of a source is: its file, what both sides say in sum, and by which lump sum it was paid.';

create table reconciliation.difference (
  id uuid primary key,
  source text not null references reconciliation.source,
  day date not null,
  kind text not null check (kind in
    ('ours_missing', 'theirs_missing', 'amount_differs', 'twice', 'refunded_there', 'wrong_day',
     'file_missing', 'file_unreadable', 'lump_sum_unexplained')),
  reference text not null,
  top_up_id uuid,
  our_amount bigint,
  their_amount bigint,
  state text not null check (state in ('open', 'proposed', 'resolved', 'gone')),
  owner_id uuid references operators.operator,
  proposed_by uuid references operators.operator,
  confirmed_by uuid references operators.operator,
  resolution text check (resolution in ('timing', 'provider_corrects', 'corrected_here', 'accepted', 'book_lump_sum')),
  found_at timestamptz not null,
  ended_at timestamptz,
  unique (source, day, kind, reference),
  constraint two_people check (confirmed_by is null or confirmed_by <> proposed_by),
  check ((state = 'resolved') = (confirmed_by is not null)),
  check ((state in ('proposed', 'resolved')) = (proposed_by is not null and resolution is not null))
);
create index difference_open on reconciliation.difference (found_at) where state in ('open', 'proposed');
create index difference_owner on reconciliation.difference (owner_id);
create index difference_proposed_by on reconciliation.difference (proposed_by);
create index difference_confirmed_by on reconciliation.difference (confirmed_by);
comment on table reconciliation.difference is
  'What does not match, until two people have resolved it or a later comparison finds that it matches after all (gone).';

create table reconciliation.difference_note (
  id uuid primary key,
  difference_id uuid not null references reconciliation.difference,
  act text not null check (act in ('found', 'found_again', 'gone', 'took', 'noted', 'proposed', 'sent_back', 'confirmed')),
  operator_id uuid references operators.operator,
  note text not null,
  at timestamptz not null
);
create index difference_note_difference on reconciliation.difference_note (difference_id, at);
create index difference_note_operator on reconciliation.difference_note (operator_id);
create trigger append_only before update or delete on reconciliation.difference_note
  for each row execute function ledger.refuse_change();
comment on table reconciliation.difference_note is 'What happened to a difference, by whom; without an operator the comparison itself did it.';

grant usage on schema reconciliation to enishi_server;
grant select, insert on all tables in schema reconciliation to enishi_server;
grant update on reconciliation.file, reconciliation.day, reconciliation.difference, reconciliation.statement_line
  to enishi_server;

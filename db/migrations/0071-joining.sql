-- A shop joins on the web: its application, what the office looks at, and who decided.

create schema joining;
comment on schema joining is 'Applications of shops that want to become members, from the first mail to the decision.';

create table joining.terms (
  version text primary key,
  title text not null,
  paragraphs jsonb not null,
  valid_from timestamptz not null
);
comment on table joining.terms is 'The terms for member stores, every version in full.';

create table joining.application (
  id uuid primary key,
  mail text not null,
  state text not null default 'draft' check (state in ('draft', 'sent', 'screening', 'asked', 'approved', 'declined')),
  form jsonb not null default '{}',
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  links integer not null default 0,
  links_since timestamptz not null,
  terms_version text references joining.terms,
  agreed_at timestamptz,
  sent_at timestamptz,
  account_key text,
  phone_key text,
  name_key text,
  proposed_by uuid references operators.operator,
  proposed_at timestamptz,
  latitude double precision,
  longitude double precision,
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  reason text,
  store_id uuid unique references merchants.store,
  constraint sent_whole check (
    state = 'draft' or num_nonnulls(terms_version, agreed_at, sent_at, account_key, phone_key, name_key) = 6),
  constraint proposed_whole check (num_nonnulls(proposed_by, proposed_at, latitude, longitude) in (0, 4)),
  constraint decided_whole check ((state in ('approved', 'declined')) = (decided_at is not null)),
  constraint approval_needs_two_people check (state <> 'approved' or proposed_by <> decided_by),
  constraint approval_makes_a_store check ((state = 'approved') = (store_id is not null)),
  constraint declined_with_reason check (state <> 'declined' or reason is not null)
);
create unique index application_open on joining.application (lower(mail))
  where state in ('draft', 'sent', 'screening', 'asked');
create index application_state on joining.application (state, sent_at);
create index application_account on joining.application (account_key);
create index application_phone on joining.application (phone_key);
create index application_name on joining.application (name_key);
create index application_proposer on joining.application (proposed_by);
create index application_decider on joining.application (decided_by);
create index application_terms on joining.application (terms_version);
comment on table joining.application is
  'One shop that wants to join. Its address is proven by the link that was sent there; one is open for an address at a time.';
comment on column joining.application.links is 'Links sent since links_since: an address is not flooded with them.';
comment on column joining.application.account_key is 'Bank, branch, kind and number of the account, by which a second application is found.';

create table joining.link (
  token_hash bytea primary key,
  application_id uuid not null references joining.application on delete cascade,
  sent_at timestamptz not null,
  expires_at timestamptz not null
);
create index link_application on joining.link (application_id, sent_at);
comment on table joining.link is 'Opens an application for whoever reads its mails. Only the SHA-256 of the token is kept.';

create table joining.document (
  id uuid primary key,
  application_id uuid not null references joining.application on delete cascade,
  name text not null,
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  content bytea not null check (octet_length(content) between 1 and 5242880),
  sha256 bytea not null,
  added_at timestamptz not null
);
create index document_application on joining.document (application_id, added_at);
comment on table joining.document is 'A file that an applicant has added. The office alone can read it.';
comment on column joining.document.type is 'What its bytes are, whatever its name says.';

create table joining.question (
  id uuid primary key,
  application_id uuid not null references joining.application on delete cascade,
  text text not null,
  asked_by uuid not null references operators.operator,
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  constraint answered_whole check ((answer is null) = (answered_at is null))
);
create unique index question_open on joining.question (application_id) where answer is null;
create index question_application on joining.question (application_id, asked_at);
create index question_asker on joining.question (asked_by);
comment on table joining.question is 'What the office wants to know of an applicant, and the answer; one question is open at a time.';

create table joining.screening (
  application_id uuid not null references joining.application on delete cascade,
  item text not null check (item in ('party', 'antisocial', 'goods', 'place', 'account', 'duplicates')),
  note text not null,
  checked_by uuid not null references operators.operator,
  checked_at timestamptz not null,
  primary key (application_id, item)
);
create index screening_checker on joining.screening (checked_by);
comment on table joining.screening is 'What somebody of the office has looked at before an application may be approved, and what was found.';

create table joining.source (
  key bytea primary key,
  count integer not null,
  since timestamptz not null
);
create index source_since on joining.source (since);
comment on table joining.source is
  'How often something was sent from one network address since a time; the key is a SHA-256 of both. IPv6 counts by /64.';

-- Opening hours that a program can read, so that people find what is open now.
alter table merchants.store
  add column opens_at smallint check (opens_at between 0 and 1439),
  add column closes_at smallint check (closes_at between 1 and 2880),
  add column closed_on smallint[] not null default '{}' check (closed_on <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  add constraint hours_whole check ((opens_at is null) = (closes_at is null) and opens_at < closes_at);
comment on column merchants.store.opens_at is 'Minutes after midnight in Japan; null where nobody has said so in a way that can be counted.';
comment on column merchants.store.closes_at is 'Minutes after midnight of the day on which it opened: 1500 is one in the morning.';
comment on column merchants.store.closed_on is 'Days of the week without business, 1 for Monday to 7 for Sunday.';

create sequence merchants.store_number minvalue 300001 maxvalue 999999;
comment on sequence merchants.store_number is 'Numbers of stores that join; those that the town had before lie below or are skipped.';

create table merchants.bank_account (
  id uuid primary key,
  merchant_id uuid not null references merchants.merchant,
  bank_code text not null check (bank_code ~ '^[0-9]{4}$'),
  branch_code text not null check (branch_code ~ '^[0-9]{3}$'),
  kind text not null check (kind in ('futsu', 'toza')),
  number text not null check (number ~ '^[0-9]{7}$'),
  holder_kana text not null,
  requested_by uuid references merchants.staff,
  requested_at timestamptz not null,
  decision text check (decision in ('confirmed', 'withdrawn')),
  proposed_by uuid references operators.operator,
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  valid_from timestamptz,
  note text,
  constraint decided_whole check (num_nonnulls(decision, decided_by, decided_at) in (0, 3)),
  constraint holds_when_confirmed check ((decision is not distinct from 'confirmed') = (valid_from is not null)),
  constraint account_needs_two_people check (decision is distinct from 'confirmed' or proposed_by <> decided_by)
);
create index bank_account_merchant on merchants.bank_account (merchant_id, valid_from);
create unique index bank_account_open on merchants.bank_account (merchant_id) where decision is null;
create index bank_account_requester on merchants.bank_account (requested_by);
create index bank_account_proposer on merchants.bank_account (proposed_by);
create index bank_account_decider on merchants.bank_account (decided_by);
comment on table merchants.bank_account is
  'Where a merchant is paid out to, each with the time from which it holds; two people of the office stand behind each.';

grant usage on schema joining to enishi_server;
grant select on all tables in schema joining to enishi_server;
grant insert, update, delete on joining.application, joining.link, joining.document, joining.source to enishi_server;
grant insert, update on joining.question, joining.screening to enishi_server;
grant delete on joining.screening to enishi_server;
grant select, insert, update on merchants.bank_account to enishi_server;
grant update (phone, hours, opens_at, closes_at, closed_on, status) on merchants.store to enishi_server;

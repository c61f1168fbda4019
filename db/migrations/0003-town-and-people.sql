-- The town's settings, the people, and how they prove who they are.

create schema town;
comment on schema town is 'The one town of this installation: its settings, each with the time from which it holds.';
create table town.setting (
  name text not null,
  valid_from timestamptz not null,
  value jsonb not null,
  primary key (name, valid_from)
);
comment on table town.setting is 'A setting holds from its time until the next row of its name; old rows stay for explanation.';

create schema residents;
comment on schema residents is 'Residents: profile, consent, freezes.';
create table residents.resident (
  id uuid primary key,
  family_kana text,
  given_kana text,
  created_at timestamptz not null
);
create index resident_kana on residents.resident (family_kana text_pattern_ops, given_kana text_pattern_ops);
comment on table residents.resident is 'A person with a wallet; the wallet and its ledger account have the same id.';

create table residents.document (
  kind text not null check (kind in ('terms', 'privacy')),
  version text not null,
  title text not null,
  paragraphs jsonb not null,
  valid_from timestamptz not null,
  primary key (kind, version)
);
comment on table residents.document is 'Terms of use and privacy policy, every version in full.';

create table residents.consent (
  resident_id uuid not null references residents.resident,
  kind text not null,
  version text not null,
  agreed_at timestamptz not null,
  primary key (resident_id, kind, version),
  foreign key (kind, version) references residents.document
);
create index consent_document on residents.consent (kind, version);
comment on table residents.consent is 'Who agreed to which version, and when.';

create schema sign_in;
comment on schema sign_in is 'Who may come in: passwords, sessions, mail and phone proofs, second step.';
create table sign_in.login (
  id uuid primary key,
  audience text not null check (audience in ('resident', 'staff', 'operator')),
  subject uuid not null,
  mail text not null,
  password_hash text not null,
  mail_verified_at timestamptz,
  phone text,
  second_step_at timestamptz,
  failures integer not null default 0,
  paused_until timestamptz,
  created_at timestamptz not null,
  unique (audience, subject)
);
create unique index login_mail on sign_in.login (audience, lower(mail));
create index login_phone on sign_in.login (phone);
comment on table sign_in.login is 'One way in for one person of one audience; the password is kept as argon2id.';
comment on column sign_in.login.failures is 'Wrong passwords in a row; from the fifth on sign-in pauses for longer and longer.';

create table sign_in.session (
  token_hash bytea primary key,
  audience text not null,
  subject uuid not null,
  login_id uuid not null references sign_in.login,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_login on sign_in.session (login_id);
comment on table sign_in.session is 'A signed-in browser. Only the SHA-256 of its token is kept.';

create table sign_in.challenge (
  id uuid primary key,
  login_id uuid not null references sign_in.login,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz
);
create index challenge_login on sign_in.challenge (login_id);
comment on table sign_in.challenge is 'A sign-in whose password was right and whose second step is still to come.';

create table sign_in.mail_verification (
  token_hash bytea primary key,
  login_id uuid not null references sign_in.login,
  mail text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mail_verification_login on sign_in.mail_verification (login_id, sent_at);
comment on table sign_in.mail_verification is 'A link sent to an address; single use.';

create schema passcodes;
comment on schema passcodes is 'One-time passcodes by SMS, for whatever asks for one.';
create table passcodes.passcode (
  id uuid primary key,
  purpose text not null,
  reference uuid not null,
  phone text not null,
  code_hmac bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index passcode_reference on passcodes.passcode (purpose, reference, sent_at);
create index passcode_phone on passcodes.passcode (phone, sent_at);
comment on table passcodes.passcode is 'A code bound to a purpose and to the act it confirms; only its HMAC is kept.';

create schema identity;
comment on schema identity is 'The My Number Card check: what was asked, and what is known since.';
create table identity.card_check (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  state_hash bytea not null unique,
  secrets jsonb not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  outcome text check (outcome in ('passed', 'failed')),
  reason text
);
create index card_check_resident on identity.card_check (resident_id, started_at);
comment on table identity.card_check is 'One visit to the external app. The secrets are the nonce and the PKCE verifier of that visit.';

create table identity.card (
  resident_id uuid primary key references residents.resident,
  issuer text not null,
  subject text not null,
  passed_at timestamptz not null,
  in_town boolean not null,
  age_band text not null,
  unique (issuer, subject)
);
comment on table identity.card is
  'What a passed check leaves: a pairwise subject, the time, whether the address is in the town, an age band. '
  'Never the 12-digit number, the certificate or the PIN.';

create schema operators;
comment on schema operators is 'People of the office, and what they did.';
create table operators.operator (
  id uuid primary key,
  name text not null
);
comment on table operators.operator is 'A person of the office.';
create table operators.audit (
  id uuid primary key,
  operator_id uuid not null references operators.operator,
  act text not null,
  subject uuid,
  detail jsonb not null default '{}',
  at timestamptz not null
);
create index audit_operator on operators.audit (operator_id);
create index audit_subject on operators.audit (subject);
create trigger append_only before update or delete on operators.audit
  for each row execute function ledger.refuse_change();
comment on table operators.audit is 'One row for each privileged act, written in the same transaction as the act.';

create table residents.freeze (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  act text not null check (act in ('freeze', 'unfreeze')),
  operator_id uuid not null references operators.operator,
  reason text not null,
  at timestamptz not null
);
create index freeze_resident on residents.freeze (resident_id, at);
create index freeze_operator on residents.freeze (operator_id);
comment on table residents.freeze is 'Who stopped or released a resident, when and why; the newest row holds.';

grant usage on schema town, residents, sign_in, passcodes, identity, operators to enishi_server;
grant select on all tables in schema town, residents, sign_in, passcodes, identity, operators to enishi_server;
grant insert, update on residents.resident, sign_in.login, sign_in.session, sign_in.challenge, sign_in.mail_verification,
  passcodes.passcode, identity.card_check, identity.card to enishi_server;
grant insert on residents.consent, residents.freeze, operators.audit to enishi_server;

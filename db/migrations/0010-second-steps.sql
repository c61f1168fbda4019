-- More ways to take the second step: an authenticator app, passkeys, recovery codes. None ranks above another.

create table sign_in.attempt (
  key bytea primary key,
  failures integer not null,
  paused_until timestamptz not null,
  at timestamptz not null
);
create index attempt_at on sign_in.attempt (at);
comment on table sign_in.attempt is
  'Tries in a row without success, at a password (also of an address that nobody has) or at second steps of a login. '
  'The key is a SHA-256 of what is tried; a try is counted before it is compared.';
alter table sign_in.login drop column failures, drop column paused_until;

alter table sign_in.challenge add column passkey_challenge text;
comment on column sign_in.challenge.passkey_challenge is 'What a passkey was asked to sign; taken by the first answer.';

create table sign_in.authenticator (
  id uuid primary key,
  login_id uuid not null references sign_in.login,
  sealed_secret bytea not null,
  last_step bigint not null default 0,
  started_at timestamptz not null,
  confirmed_at timestamptz
);
create index authenticator_login on sign_in.authenticator (login_id);
create unique index authenticator_once on sign_in.authenticator (login_id) where confirmed_at is not null;
comment on table sign_in.authenticator is
  'An authenticator app (RFC 6238). Its secret is encrypted; the number of the last used step forbids a code''s second use.';

create table sign_in.passkey (
  id uuid primary key,
  credential_id text not null unique,
  login_id uuid not null references sign_in.login,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_login on sign_in.passkey (login_id, added_at);
comment on table sign_in.passkey is 'A passkey (WebAuthn); the credential id is its maker''s. Only the public key is here.';

create table sign_in.passkey_offer (
  login_id uuid primary key references sign_in.login,
  challenge text not null,
  expires_at timestamptz not null
);
comment on table sign_in.passkey_offer is 'What a new passkey has to sign; taken by the first answer.';

create table sign_in.recovery_code (
  login_id uuid not null references sign_in.login,
  code_hmac bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (login_id, code_hmac)
);
comment on table sign_in.recovery_code is 'Codes that a person keeps on paper, each good for one second step; only their HMAC is kept.';

grant select, insert, update, delete
  on sign_in.attempt, sign_in.authenticator, sign_in.passkey, sign_in.passkey_offer, sign_in.recovery_code to enishi_server;

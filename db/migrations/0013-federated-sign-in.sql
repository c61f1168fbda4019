-- Signing in with an account at somebody else's, and people who have no password.

alter table sign_in.login alter column password_hash drop not null;
comment on column sign_in.login.password_hash is 'argon2id; null for somebody who comes in by another provider only.';

create table sign_in.federated (
  issuer text not null,
  subject text not null,
  login_id uuid not null references sign_in.login,
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (login_id, issuer)
);
comment on table sign_in.federated is
  'An account elsewhere that opens a login. Issuer and subject are the key, never a mail address.';

create table sign_in.federated_visit (
  state_hash bytea primary key,
  browser_hash bytea not null unique,
  provider text not null check (provider in ('google', 'apple')),
  purpose text not null check (purpose in ('sign_up', 'sign_in', 'link')),
  login_id uuid references sign_in.login,
  terms_version text,
  privacy_version text,
  secrets jsonb not null,
  returned jsonb,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  check ((purpose = 'link') = (login_id is not null)),
  check ((purpose = 'sign_up') = (terms_version is not null and privacy_version is not null))
);
create index federated_visit_login on sign_in.federated_visit (login_id);
comment on table sign_in.federated_visit is
  'One trip to a provider: bound to a browser by the hash of its cookie, single use. The secrets are the nonce '
  'and the PKCE verifier; they and what came back are emptied when the trip ends.';

grant select, insert, delete on sign_in.federated to enishi_server;
grant select, insert, update on sign_in.federated_visit to enishi_server;

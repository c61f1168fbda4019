-- Which browsers a person signs in with, how fresh a session's proof is, and changing the mail address.

create table sign_in.device (
  id uuid primary key,
  token_hash bytea not null,
  login_id uuid not null references sign_in.login,
  name text not null,
  first_seen_at timestamptz not null,
  new_until timestamptz,
  forgotten_at timestamptz
);
create index device_login on sign_in.device (login_id, first_seen_at);
create unique index device_known on sign_in.device (token_hash, login_id) where forgotten_at is null;
comment on table sign_in.device is 'A browser that a login has signed in with, known again by a long-lived cookie; only its SHA-256 is kept.';
comment on column sign_in.device.new_until is 'Until then it counts as new and less may be topped up; null for the first device of a login.';

alter table sign_in.session
  add column device_id uuid references sign_in.device,
  add column proved_at timestamptz,
  add column used_at timestamptz;
create index session_device on sign_in.session (device_id);
comment on column sign_in.session.proved_at is 'When this session last proved who it is; what is delicate wants that to be fresh.';
comment on column sign_in.session.used_at is 'The last use, to ten minutes.';

alter table sign_in.challenge
  add column purpose text not null default 'sign_in' check (purpose in ('sign_in', 'step_up')),
  add column session_hash bytea;
comment on column sign_in.challenge.session_hash is 'The session that a step-up belongs to; no other may answer it.';

alter table sign_in.mail_verification add column changes_mail boolean not null default false;
comment on column sign_in.mail_verification.changes_mail is 'Whether spending the link also makes its address the login''s.';

grant select, insert, update on sign_in.device to enishi_server;

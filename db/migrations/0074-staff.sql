-- Staff with roles: colleagues who are invited, PINs for a tablet that they share, and what a store's owner settles.

alter table merchants.staff
  add column invited_mail text,
  add column ended_at timestamptz;
comment on column merchants.staff.invited_mail is 'Where the link went by which the person chooses a password.';
comment on column merchants.staff.ended_at is 'From then on nobody gets in as this person; what they did keeps their name.';
grant update on merchants.staff to enishi_server;

create table merchants.store_rules (
  store_id uuid primary key references merchants.store,
  till_refund_limit bigint check (till_refund_limit >= 0),
  manager_refund_limit bigint check (manager_refund_limit >= 0),
  lock_minutes integer not null check (lock_minutes between 1 and 60),
  changed_at timestamptz not null
);
comment on table merchants.store_rules is 'What the owner of a store has settled; a store without a row goes by the town.';
comment on column merchants.store_rules.till_refund_limit is
  'So much of one payment may go back while a till gives it back; null is without a limit of its own.';

create table merchants.staff_act (
  id uuid primary key,
  store_id uuid not null references merchants.store,
  staff_id uuid not null references merchants.staff,
  act text not null,
  subject uuid,
  detail jsonb not null default '{}',
  at timestamptz not null
);
create index staff_act_store on merchants.staff_act (store_id, at);
create index staff_act_staff on merchants.staff_act (staff_id);
create trigger append_only before update or delete on merchants.staff_act
  for each row execute function ledger.refuse_change();
comment on table merchants.staff_act is
  'What staff did besides payments and refunds, which name their doer themselves; written with the act.';
grant select, insert, update on merchants.store_rules to enishi_server;
grant select, insert on merchants.staff_act to enishi_server;

create table sign_in.staff_invitation (
  token_hash bytea primary key,
  staff_id uuid not null references merchants.staff,
  mail text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index staff_invitation_staff on sign_in.staff_invitation (staff_id, sent_at);
comment on table sign_in.staff_invitation is
  'A link by which a member of staff chooses a password: single use, and only the newest of a person.';

create table sign_in.staff_pin (
  staff_id uuid primary key references merchants.staff,
  pin_hash text not null,
  set_at timestamptz not null
);
comment on table sign_in.staff_pin is
  'With it somebody comes in on the tablets of their own store, and nowhere else; kept as argon2id like a password.';

create table sign_in.till_device (
  id uuid primary key,
  token_hash bytea not null unique,
  store_id uuid not null references merchants.store,
  name text not null,
  made_by uuid not null references merchants.staff,
  made_at timestamptz not null,
  used_at timestamptz not null,
  staff_id uuid references merchants.staff,
  by_password boolean not null default false,
  touched_at timestamptz,
  ended_at timestamptz,
  constraint at_it_since check ((staff_id is null) = (touched_at is null))
);
create index till_device_store on sign_in.till_device (store_id) where ended_at is null;
create index till_device_maker on sign_in.till_device (made_by);
create index till_device_staff on sign_in.till_device (staff_id);
comment on table sign_in.till_device is
  'A tablet that the people of a store share, known by a long-lived cookie; only its SHA-256 is kept.';
comment on column sign_in.till_device.staff_id is 'Who is at it; nobody while it is locked.';
comment on column sign_in.till_device.touched_at is 'When that person last did something; it locks itself some minutes later.';
grant select, insert, update on sign_in.staff_invitation, sign_in.staff_pin, sign_in.till_device to enishi_server;

alter table payments.payer_code add column staff_id uuid references merchants.staff;
create index payer_code_staff on payments.payer_code (staff_id);
comment on column payments.payer_code.staff_id is 'Who at the store has read it.';

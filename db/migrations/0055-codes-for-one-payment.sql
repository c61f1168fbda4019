-- Two kinds of code that are good for one payment: a store's request for an amount, and a resident's own code.

create table merchants.payment_request (
  id uuid primary key,
  store_id uuid not null references merchants.store,
  staff_id uuid not null references merchants.staff,
  amount bigint not null check (amount > 0),
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  cancelled_at timestamptz
);
create index payment_request_store on merchants.payment_request (store_id, requested_at);
create index payment_request_staff on merchants.payment_request (staff_id);
comment on table merchants.payment_request is 'An amount that a store asks for, shown as a code; its id stands in the code.';

create table payments.paid_request (
  request_id uuid primary key references merchants.payment_request,
  payer_id uuid not null references residents.resident,
  payment_id uuid not null
);
create index paid_request_payer on payments.paid_request (payer_id);
comment on table payments.paid_request is 'Which payment paid a store''s request: one, whoever else scans it.';

create table payments.payer_code (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  session_hash bytea not null,
  token_hmac bytea not null unique,
  digits_hmac bytea not null unique,
  tender text not null check (tender in ('points_first', 'coin')),
  shown_at timestamptz not null,
  expires_at timestamptz not null,
  payment_id uuid,
  store_id uuid references merchants.store,
  amount bigint check (amount > 0),
  constraint used_whole check ((payment_id is null) = (store_id is null) and (payment_id is null) = (amount is null))
);
create index payer_code_resident on payments.payer_code (resident_id, shown_at);
create index payer_code_store on payments.payer_code (store_id);
comment on table payments.payer_code is
  'A code that a resident shows to a till, good for one payment within minutes. Only keyed hashes of it are kept.';
comment on column payments.payer_code.session_hash is 'The session that showed it: signing out ends its codes.';

create table payments.code_tries (
  store_id uuid primary key references merchants.store,
  since timestamptz not null,
  tries integer not null
);
comment on table payments.code_tries is 'Codes that a store has read and nobody shows: guessing is stopped by counting.';

grant select, insert, update on merchants.payment_request, payments.code_tries to enishi_server;
grant select, insert on payments.paid_request to enishi_server;
grant select, insert, update, delete on payments.payer_code to enishi_server;

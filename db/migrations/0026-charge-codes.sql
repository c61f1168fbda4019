-- Charge codes: printed numbers that are worth coin once, made in bulk out of a budget.

create table top_ups.code_budget (
  id uuid primary key,
  name text not null,
  ceiling bigint not null check (ceiling > 0),
  made_by uuid not null references operators.operator,
  made_at timestamptz not null
);
create index code_budget_made_by on top_ups.code_budget (made_by);
comment on table top_ups.code_budget is 'The money that charge codes may be made of: who pays, and how much in all.';

create table top_ups.code_batch (
  id uuid primary key,
  budget_id uuid not null references top_ups.code_budget,
  purpose text not null,
  value bigint not null check (value > 0),
  count integer not null check (count between 1 and 2000),
  expires_on date not null,
  bonus boolean not null,
  key_id text not null,
  made_by uuid not null references operators.operator,
  made_at timestamptz not null,
  released_by uuid references operators.operator,
  released_at timestamptz,
  voided_by uuid references operators.operator,
  voided_at timestamptz,
  void_reason text,
  check (released_by is distinct from made_by or released_by is null)
);
create index code_batch_budget on top_ups.code_batch (budget_id);
create index code_batch_made_by on top_ups.code_batch (made_by);
create index code_batch_released_by on top_ups.code_batch (released_by);
create index code_batch_voided_by on top_ups.code_batch (voided_by);
comment on table top_ups.code_batch is
  'Charge codes that were made together. They are worth nothing before a second person releases them, and can be printed '
  'only until then.';
comment on column top_ups.code_batch.key_id is 'Which of the server''s keys the codes were made with.';

create table top_ups.charge_code (
  batch_id uuid not null references top_ups.code_batch,
  serial integer not null,
  token_hash bytea not null unique,
  digits_hash bytea not null unique,
  top_up_id uuid unique references top_ups.top_up,
  used_at timestamptz,
  primary key (batch_id, serial),
  check ((top_up_id is null) = (used_at is null))
);
comment on table top_ups.charge_code is
  'One code, known by its hashes only: the secret of its QR code, and its sixteen digits under a key that is not here.';

create table top_ups.code_try (
  who bytea primary key,
  since timestamptz not null,
  tries integer not null
);
comment on table top_ups.code_try is 'How often a person, or an address, has tried codes within the hour that began then.';

-- Update, too: its row is what who makes codes waits for.
grant select, insert, update on top_ups.code_budget, top_ups.code_batch, top_ups.charge_code to enishi_server;
grant select, insert, update, delete on top_ups.code_try to enishi_server;

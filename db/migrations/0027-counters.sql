-- Counters where people charge with cash: who stands there, what the resident shows, and the till.

alter table operators.operator
  add column duty text not null default 'office' check (duty in ('office', 'counter')),
  add column place text,
  add check ((duty = 'counter') = (place is not null));
comment on table operators.operator is 'A person of the office, or of a counter: a post office, a ward office.';
comment on column operators.operator.duty is 'Who is at a counter takes cash there, and may do and see nothing else.';

create table top_ups.counter_code (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  number text not null check (number ~ '^[0-9]{10}$'),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  top_up_id uuid unique references top_ups.top_up
);
create index counter_code_number on top_ups.counter_code (number, expires_at);
create index counter_code_resident on top_ups.counter_code (resident_id);
comment on table top_ups.counter_code is
  'A number that a resident shows at a counter, for one charge within minutes: it says whose wallet, and nothing more.';

create table top_ups.till (
  id uuid primary key,
  operator_id uuid not null references operators.operator,
  place text not null,
  opening bigint not null check (opening >= 0),
  opened_at timestamptz not null,
  closed_at timestamptz,
  expected bigint,
  counted bigint check (counted >= 0),
  note text,
  check ((closed_at is null) = (counted is null) and (closed_at is null) = (expected is null))
);
create unique index till_open on top_ups.till (operator_id) where closed_at is null;
create index till_operator on top_ups.till (operator_id, opened_at);
comment on table top_ups.till is
  'A drawer of cash, from the count in the morning to the count in the evening; the difference is expected against counted.';

create table top_ups.counter_charge (
  id uuid primary key,
  till_id uuid not null references top_ups.till,
  code_id uuid not null unique references top_ups.counter_code,
  top_up_id uuid not null unique references top_ups.top_up,
  amount bigint not null check (amount > 0),
  received bigint not null check (received >= amount),
  at timestamptz not null
);
create index counter_charge_till on top_ups.counter_charge (till_id, at);
create trigger append_only before update or delete on top_ups.counter_charge
  for each row execute function ledger.refuse_change();
comment on table top_ups.counter_charge is 'Cash that was taken over a counter for a top-up; the change is received less amount.';

grant select, insert, update on top_ups.counter_code, top_ups.till to enishi_server;
grant select, insert on top_ups.counter_charge to enishi_server;

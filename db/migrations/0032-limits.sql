-- Limits that the office changes itself: proposed by one person, decided by another, in force from an instant on.

create schema limits;
comment on schema limits is 'Changes of the town''s limits; what holds stands in town.setting with its time.';
create table limits.change (
  id uuid primary key,
  name text not null,
  value bigint not null check (value >= 0),
  valid_from timestamptz not null,
  reason text not null,
  proposed_by uuid not null references operators.operator,
  proposed_at timestamptz not null,
  decision text check (decision in ('confirmed', 'withdrawn')),
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  check (num_nonnulls(decision, decided_by, decided_at) in (0, 3)),
  constraint change_needs_two_people check (decision <> 'confirmed' or decided_by <> proposed_by)
);
create index change_proposed_by on limits.change (proposed_by);
create index change_decided_by on limits.change (decided_by);
create index change_open on limits.change (proposed_at) where decision is null;
comment on table limits.change is 'One change of one limit: who wanted it, from when it holds, and who decided.';
grant usage on schema limits to enishi_server;
grant select, insert, update on limits.change to enishi_server;

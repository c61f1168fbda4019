-- Who belongs to the office: two people let somebody in, set somebody's way in anew, and end somebody's account.

alter table operators.operator add column ended_at timestamptz;
comment on column operators.operator.ended_at is 'From then on nobody gets in as this person; what they did keeps their name.';

create table operators.change (
  id uuid primary key,
  kind text not null check (kind in ('invite', 'recover', 'end')),
  operator_id uuid not null,
  name text,
  mail text,
  place text,
  reason text not null,
  proposed_by uuid not null references operators.operator,
  proposed_at timestamptz not null,
  decision text check (decision in ('confirmed', 'withdrawn')),
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  check (num_nonnulls(name, mail) = case kind when 'invite' then 2 else 0 end),
  check (kind = 'invite' or place is null),
  check (num_nonnulls(decision, decided_by, decided_at) in (0, 3)),
  -- Two people, and neither of them is whom it is about (ABU-O01).
  constraint change_needs_two_people check (decision <> 'confirmed' or decided_by <> proposed_by),
  constraint change_is_about_a_third check (
    proposed_by <> operator_id and (decision <> 'confirmed' or decided_by <> operator_id))
);
create unique index change_open on operators.change (operator_id) where decision is null;
create unique index change_open_mail on operators.change (lower(mail)) where decision is null;
create index change_proposed_by on operators.change (proposed_by);
create index change_decided_by on operators.change (decided_by);
comment on table operators.change is
  'One wish about somebody of the office: to let them in, to set their way in anew because the second step is lost, to end '
  'their account. Proposed by one person, decided by another.';
comment on column operators.change.operator_id is 'Whom it is about; for an invitation the id that they will have.';
comment on column operators.change.place is 'Of somebody who is invited to sit at a counter: where.';
grant select, insert, update on operators.change to enishi_server;
grant insert, update on operators.operator to enishi_server;

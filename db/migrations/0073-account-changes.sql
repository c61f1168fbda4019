-- A merchant asks for another account to be paid out to; the office stands behind it, and it holds after a while.

alter table merchants.bank_account
  drop constraint decided_whole,
  add column proposed_at timestamptz,
  add column proposal_note text,
  add constraint decided_with_time check ((decision is null) = (decided_at is null)),
  add constraint confirmed_by_somebody check (decision is distinct from 'confirmed' or decided_by is not null);
comment on column merchants.bank_account.decided_by is 'Nobody where the merchant has taken the wish back.';
comment on column merchants.bank_account.valid_from is
  'Days after it was confirmed, so that an owner who is told of a change that is not theirs can stop it.';

create table merchants.store_change (
  id uuid primary key,
  store_id uuid not null references merchants.store,
  staff_id uuid not null references merchants.staff,
  before jsonb not null,
  after jsonb not null,
  at timestamptz not null
);
create index store_change_store on merchants.store_change (store_id, at);
create index store_change_staff on merchants.store_change (staff_id);
comment on table merchants.store_change is 'What a store has changed about itself, and who did it.';
grant select, insert on merchants.store_change to enishi_server;

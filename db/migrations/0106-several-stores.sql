-- A merchant of the town opens a further store: the owner applies signed in, and one login opens both.

create table sign_in.workplace (
  staff_id uuid primary key references merchants.staff,
  login_id uuid not null references sign_in.login,
  since timestamptz not null
);
create index workplace_login on sign_in.workplace (login_id);
comment on table sign_in.workplace is
  'What a login of the staff opens besides the store that it was made for: the same person, as staff of a further store.';

create view sign_in.staff_login as
  select l.id as login_id, l.mail, l.subject as staff_id, true as first
  from sign_in.login l
  where l.audience = 'staff'
  union all
  select l.id, l.mail, w.staff_id, false
  from sign_in.workplace w
  join sign_in.login l on l.id = w.login_id;
comment on view sign_in.staff_login is 'Which login opens which member of staff: its own subject first, then its further workplaces.';
grant select on sign_in.workplace, sign_in.staff_login to enishi_server;

alter table joining.application
  add column applied_by uuid references merchants.staff,
  add column fixed jsonb not null default '{}';
create index application_applicant on joining.application (applied_by);
comment on column joining.application.applied_by is
  'The owner of a store of the town who applies for a further one of the same merchant; null where the merchant is new.';
comment on column joining.application.fixed is
  'What is known of that merchant and lies over whatever the form says: its name, and the account that it is paid out to.';

drop function if exists merchants.join(
  uuid, uuid, jsonb, text, text, smallint, smallint, double precision, double precision, text, uuid, uuid, timestamptz);

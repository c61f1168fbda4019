-- What people are told: by the office, and by the system about their own money and their own way in.

create schema notices;
comment on schema notices is 'What people are told in the app, and by push and mail where they want it.';

create table notices.announcement (
  id uuid primary key,
  revision integer not null default 1,
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  only_in_town boolean not null,
  age_bands text[] check (cardinality(age_bands) > 0),
  shows_from timestamptz not null,
  shows_until timestamptz,
  made_by uuid not null references operators.operator,
  made_at timestamptz not null,
  pushed_at timestamptz,
  ended_at timestamptz,
  constraint announcement_ends_after_it_begins check (shows_until > shows_from)
);
create index announcement_maker on notices.announcement (made_by);
create index announcement_shown on notices.announcement (shows_from desc);
comment on table notices.announcement is 'What the office writes to people; for whom is meant as campaigns mean it.';
comment on column notices.announcement.revision is 'Counts the edits: whoever mends it says which one was read.';
comment on column notices.announcement.pushed_at is 'When it was pushed: once, however often it is mended afterwards.';

create table notices.announcement_reading (
  announcement_id uuid not null references notices.announcement,
  resident_id uuid not null references residents.resident,
  read_at timestamptz not null,
  primary key (announcement_id, resident_id)
);
create index announcement_reading_resident on notices.announcement_reading (resident_id);
comment on table notices.announcement_reading is 'Who has read what the office wrote.';

create table notices.notice (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  kind text not null check (kind in ('payment', 'refund', 'points_expiring', 'points_granted', 'automatic_top_up', 'security')),
  about text not null,
  told jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  constraint noticed_once unique (resident_id, kind, about)
);
create index notice_of_resident on notices.notice (resident_id, at desc, id desc);
comment on table notices.notice is 'What the system tells one person.';
comment on column notices.notice.about is 'What it is about, so that each thing is told once however often somebody comes to tell it.';
comment on column notices.notice.told is 'As the contract has it: facts without words.';

create table notices.wish (
  resident_id uuid primary key references residents.resident,
  push text[] not null,
  amounts boolean not null,
  expiring_by_mail boolean not null
);
comment on table notices.wish is 'How somebody wants to be told; whoever has never said so has no row.';

create table notices.subscription (
  id uuid primary key,
  endpoint text not null unique,
  resident_id uuid not null references residents.resident,
  session_hash bytea not null,
  p256dh text not null,
  auth text not null,
  made_at timestamptz not null
);
create index subscription_resident on notices.subscription (resident_id);
comment on table notices.subscription is 'A browser that is pushed to (RFC 8030), for as long as the session lives in which it was allowed.';
comment on column notices.subscription.endpoint is 'Whoever signs in last in a browser is told there, and nobody else.';

create table notices.reminder_day (
  day date primary key,
  done_at timestamptz not null
);
comment on table notices.reminder_day is 'Days (JST) on which everybody was reminded of points that run out.';

grant usage on schema notices to enishi_server;
grant select, insert, update on notices.announcement, notices.notice, notices.wish to enishi_server;
grant select, insert on notices.announcement_reading, notices.reminder_day to enishi_server;
grant select, insert, update, delete on notices.subscription to enishi_server;

-- Days on which a store does otherwise than in other weeks: holidays, and days of its own.

create table town.holiday (
  day date primary key,
  name text not null check (name <> '')
);
comment on table town.holiday is
  '国民の祝日 and the days that the law makes holidays with them, as the Cabinet Office announces them each February.';

insert into town.holiday (day, name) values
  ('2026-01-01', '元日'), ('2026-01-12', '成人の日'), ('2026-02-11', '建国記念の日'), ('2026-02-23', '天皇誕生日'),
  ('2026-03-20', '春分の日'), ('2026-04-29', '昭和の日'), ('2026-05-03', '憲法記念日'), ('2026-05-04', 'みどりの日'),
  ('2026-05-05', 'こどもの日'), ('2026-05-06', '休日'), ('2026-07-20', '海の日'), ('2026-08-11', '山の日'),
  ('2026-09-21', '敬老の日'), ('2026-09-22', '休日'), ('2026-09-23', '秋分の日'), ('2026-10-12', 'スポーツの日'),
  ('2026-11-03', '文化の日'), ('2026-11-23', '勤労感謝の日'),
  ('2027-01-01', '元日'), ('2027-01-11', '成人の日'), ('2027-02-11', '建国記念の日'), ('2027-02-23', '天皇誕生日'),
  ('2027-03-21', '春分の日'), ('2027-03-22', '休日'), ('2027-04-29', '昭和の日'), ('2027-05-03', '憲法記念日'),
  ('2027-05-04', 'みどりの日'), ('2027-05-05', 'こどもの日'), ('2027-07-19', '海の日'), ('2027-08-11', '山の日'),
  ('2027-09-20', '敬老の日'), ('2027-09-23', '秋分の日'), ('2027-10-11', 'スポーツの日'), ('2027-11-03', '文化の日'),
  ('2027-11-23', '勤労感謝の日');

alter table merchants.store
  add column on_holidays text not null default 'usual' check (on_holidays in ('usual', 'closed', 'hours')),
  add column holiday_opens_at smallint check (holiday_opens_at between 0 and 1439),
  add column holiday_closes_at smallint check (holiday_closes_at between 1 and 2880),
  add constraint holiday_hours_whole check (
    (on_holidays = 'hours') = (holiday_opens_at is not null)
    and (holiday_opens_at is null) = (holiday_closes_at is null) and holiday_opens_at < holiday_closes_at);
comment on column merchants.store.on_holidays is
  'As on that day of the week, closed, or with hours of their own; holidays are the rows of town.holiday.';
update merchants.store set on_holidays = 'closed' where hours like '%祝休%' or hours like '%祝日休%';

create table merchants.closure (
  store_id uuid not null references merchants.store,
  first_day date not null,
  last_day date not null,
  note text not null,
  primary key (store_id, first_day, last_day),
  constraint closure_ends_after_it_begins check (first_day <= last_day)
);
comment on table merchants.closure is 'Days (JST) on which a store is closed besides: new year, a holiday of its own, a repair.';
comment on column merchants.closure.note is 'Why, as people read it; may be empty.';

grant select on town.holiday to enishi_server;
grant select, insert, delete on merchants.closure to enishi_server;
grant update (on_holidays, holiday_opens_at, holiday_closes_at) on merchants.store to enishi_server;

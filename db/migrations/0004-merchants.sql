create schema merchants;
comment on schema merchants is 'Merchants, their stores and the people who work there.';

create table merchants.merchant (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);
comment on table merchants.merchant is 'The contract party.';

create table merchants.category (
  code text primary key,
  name text not null,
  position integer not null
);
comment on table merchants.category is 'The closed list of trades that people search by.';

create table merchants.store (
  id uuid primary key,
  merchant_id uuid not null references merchants.merchant,
  number text not null unique check (number ~ '^[0-9]{6}$'),
  name text not null,
  kana text not null,
  search text not null,
  category text not null references merchants.category,
  ward text not null,
  address text not null,
  phone text not null,
  hours text not null,
  accepts_points boolean not null,
  excluded_goods text[] not null default '{}',
  latitude double precision not null,
  longitude double precision not null,
  status text not null default 'open' check (status in ('open', 'suspended'))
);
create index store_merchant on merchants.store (merchant_id);
create index store_kana on merchants.store (kana, id);
create index store_category on merchants.store (category);
comment on table merchants.store is 'A place that is paid; its ledger account has the same id.';
comment on column merchants.store.search is 'Name, kana and address as searched: one width, katakana, lower case, no spaces.';

create table merchants.staff (
  id uuid primary key,
  store_id uuid not null references merchants.store,
  name text not null,
  role text not null check (role in ('owner', 'manager', 'till'))
);
create index staff_store on merchants.staff (store_id);
comment on table merchants.staff is 'A person who works at a store.';

grant usage on schema merchants to enishi_server;
grant select on all tables in schema merchants to enishi_server;

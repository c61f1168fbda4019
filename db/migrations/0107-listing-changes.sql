-- What people find a store by changes when the office has confirmed it; what it sells for points is the store's own word.

create table merchants.listing_change (
  id uuid primary key,
  store_id uuid not null references merchants.store,
  name text not null,
  kana text not null,
  category text not null references merchants.category,
  ward text not null,
  address text not null,
  requested_by uuid not null references merchants.staff,
  requested_at timestamptz not null,
  decision text check (decision in ('confirmed', 'declined', 'withdrawn')),
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  reason text,
  constraint decided_with_time check ((decision is null) = (decided_at is null)),
  constraint withdrawn_by_the_store check ((decision in ('confirmed', 'declined')) = (decided_by is not null)),
  constraint declined_with_reason check (decision is distinct from 'declined' or reason is not null)
);
create unique index listing_change_open on merchants.listing_change (store_id) where decision is null;
create index listing_change_store on merchants.listing_change (store_id, requested_at);
create index listing_change_category on merchants.listing_change (category);
create index listing_change_requester on merchants.listing_change (requested_by);
create index listing_change_decider on merchants.listing_change (decided_by);
comment on table merchants.listing_change is
  'Another name, category or address that a store asks for; one waits for the office at a time.';
grant select, insert, update on merchants.listing_change to enishi_server;
grant update (name, kana, search, category, ward, address, latitude, longitude, accepts_points, excluded_goods)
  on merchants.store to enishi_server;

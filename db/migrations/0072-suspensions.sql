-- The office stops a store, or every store of a merchant, and lets it go on.

create table merchants.suspension (
  id uuid not null,
  store_id uuid not null references merchants.store,
  act text not null check (act in ('suspend', 'lift')),
  operator_id uuid not null references operators.operator,
  reason text not null,
  at timestamptz not null,
  primary key (id, store_id)
);
create index suspension_store on merchants.suspension (store_id, at);
create index suspension_operator on merchants.suspension (operator_id);
comment on table merchants.suspension is
  'Who stopped a store or let it go on, when and why; the newest row holds. One id may stand for all stores of a merchant.';
grant select, insert on merchants.suspension to enishi_server;

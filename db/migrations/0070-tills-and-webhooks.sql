-- What a store's own till program needs: a key to ask with, and messages about what has happened.

create table merchants.till_key (
  id uuid primary key,
  staff_id uuid not null unique references merchants.staff,
  scopes text[] not null check (scopes <@ array['read', 'charge', 'refund'] and cardinality(scopes) > 0),
  key_hash bytea not null unique,
  made_by uuid not null references merchants.staff,
  made_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz
);
create index till_key_maker on merchants.till_key (made_by);
comment on table merchants.till_key is
  'A key with which a till program acts as a member of staff of its own. Only a hash of it is kept.';

grant insert on merchants.staff to enishi_server;
grant select, insert, update on merchants.till_key to enishi_server;

create schema webhooks;
comment on schema webhooks is 'Messages to programs of stores about payments and refunds (Standard Webhooks).';

create table webhooks.endpoint (
  id uuid primary key,
  store_id uuid not null references merchants.store,
  url text not null,
  secret bytea not null,
  old_secret bytea,
  old_until timestamptz,
  made_at timestamptz not null,
  ended_at timestamptz
);
create index endpoint_store on webhooks.endpoint (store_id) where ended_at is null;
comment on table webhooks.endpoint is 'An address that a store wants to be told at; its secrets are sealed.';
comment on column webhooks.endpoint.old_secret is 'Signs beside the new one until old_until, so that a receiver can change over.';

create table webhooks.delivery (
  id uuid primary key,
  endpoint_id uuid not null references webhooks.endpoint,
  kind text not null check (kind in ('payment.created', 'refund.created')),
  posting_id uuid not null,
  payload jsonb not null,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  last_status integer,
  last_problem text,
  last_at timestamptz,
  constraint told_once unique (endpoint_id, posting_id)
);
create index delivery_endpoint on webhooks.delivery (endpoint_id, made_at);
comment on table webhooks.delivery is 'One message to one address, and how its last attempt ended.';
comment on column webhooks.delivery.last_problem is 'In our words: what a receiver answers is not kept.';

grant usage on schema webhooks to enishi_server;
grant select, insert, update on webhooks.endpoint, webhooks.delivery to enishi_server;

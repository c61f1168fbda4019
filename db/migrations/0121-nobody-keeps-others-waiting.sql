-- A posting of which nobody can be told, for whatever is wrong with it, kept the whole town waiting: the worker takes the
-- outbox in its order. Now it is laid aside and tried again by itself.
create table ledger.untold (
  bucket smallint not null,
  owner uuid not null,
  posting uuid not null,
  since timestamptz not null,
  tries integer not null default 0,
  next_try_at timestamptz not null,
  fault text,
  primary key (bucket, owner, posting)
);
create index untold_due on ledger.untold (next_try_at);
comment on table ledger.untold is
  'Postings out of batches that could not be told of together, each until the worker has told of it by itself.';
grant select, insert, update, delete on ledger.untold to enishi_server;

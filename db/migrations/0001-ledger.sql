-- The ledger: where value is, how it may move, and what has moved. Written by ledger.append alone.

do $$
begin
  -- The role the server works as. It reads everything it needs and cannot change what was posted.
  create role enishi_server nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;
do $$ begin execute format('grant enishi_server to %I', current_user); end $$;

create schema ledger;
comment on schema ledger is 'Money: accounts, declared movements, postings, transfers, lots. Only ledger.append writes here.';
grant usage on schema ledger to enishi_server;

create table ledger.currency (
  code text primary key,
  legal_type text not null check (legal_type in ('prepaid', 'free'))
);
comment on table ledger.currency is
  'What value is counted in. Paid value and free value are different currencies and are never added up (資金決済法).';

create table ledger.account_type (
  name text primary key,
  description text not null
);
comment on table ledger.account_type is 'What kind of place an account is; movements are declared between types.';

create table ledger.account (
  id uuid primary key,
  type text not null references ledger.account_type
);
create index account_of_type on ledger.account (type);
comment on table ledger.account is
  'A place where value can be, in every currency. Wallets keep their balance in ledger.wallet; all others are summed.';

create table ledger.movement (
  kind text not null,
  from_type text not null references ledger.account_type,
  to_type text not null references ledger.account_type,
  currency text not null references ledger.currency,
  primary key (kind, from_type, to_type, currency)
);
comment on table ledger.movement is 'Every way in which value may move. What is not declared here cannot be posted.';

-- bucket is the first key of everything on the payment path, so that the path can be spread over machines.
create table ledger.wallet (
  bucket smallint not null,
  id uuid not null,
  coin bigint not null default 0,
  points bigint not null default 0,
  coin_out bigint not null default 0,
  points_out bigint not null default 0,
  next_expiry date not null default 'infinity',
  last_expiry date not null default '-infinity',
  spent_on date not null default '-infinity',
  spent bigint not null default 0,
  frozen boolean not null default false,
  primary key (bucket, id),
  constraint insufficient_balance check (coin >= 0 and points >= 0)
) with (fillfactor = 60);
-- Payments change no indexed column, so their updates stay on the page (HOT).
create index wallet_next_expiry on ledger.wallet (next_expiry) where next_expiry < 'infinity';
comment on table ledger.wallet is
  'A resident''s kept balances, the running totals of what went out, and what was spent on the last day of spending.';
comment on column ledger.wallet.points_out is
  'All points that ever left: the pointer on the outflow axis along which lots are laid.';
comment on column ledger.wallet.next_expiry is
  'No later than the first last-day among the lots ahead; infinity when there is none.';

create table ledger.posting (
  bucket smallint not null,
  owner uuid not null,
  id uuid not null,
  kind text not null,
  via text,
  caused_by uuid,
  occurred_at timestamptz not null,
  posted_at timestamptz not null,
  primary key (bucket, owner, id)
) partition by range (id);
comment on table ledger.posting is
  'One event that moved value, under the id that its caller made. The key is the idempotency and the statement order.';
comment on column ledger.posting.owner is 'The account whose event it is: the resident''s, or the store''s for settlements.';

create table ledger.transfer (
  bucket smallint not null,
  owner uuid not null,
  posting uuid not null,
  currency text not null,
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null check (amount > 0),
  balance_after bigint constraint insufficient_balance check (balance_after >= 0),
  out_after bigint,
  posted_at timestamptz not null,
  check (from_account <> to_account),
  -- The id comes first because it grows with time: new rows meet the same few pages of the index, and a batch
  -- takes half the time of a key that begins with the owner. The posting's own key serves an owner's history.
  primary key (posting, owner, bucket, currency)
) partition by range (posting);
create index transfer_to on ledger.transfer (to_account, posting) where to_account <> owner;
create index transfer_from on ledger.transfer (from_account, posting) where from_account <> owner;
-- A day is found by its blocks, because rows lie in the order of their posting; next to no cost for inserts.
create index transfer_posted_at on ledger.transfer using brin (posted_at) with (autosummarize = on);
comment on table ledger.transfer is
  'One arrow of a posting. A posting moves each currency at most once, so an unbalanced event cannot be written down.';
comment on column ledger.transfer.balance_after is 'The owner''s wallet in this currency after the posting.';
comment on column ledger.transfer.out_after is 'The owner''s outflow pointer after the posting: (out_after - amount, out_after] is what a payment used.';
comment on column ledger.transfer.posted_at is 'Repeated from the posting: a store''s day and a balance as of an instant need no join.';

create table ledger.lot (
  bucket smallint not null,
  wallet uuid not null,
  id uuid not null,
  amount bigint not null check (amount > 0),
  expires_on date not null,
  funding text not null,
  primary key (bucket, wallet, id)
);
comment on table ledger.lot is 'One grant of points, under the id of its posting, with its last usable day (JST) and who pays for it.';

create table ledger.lot_interval (
  bucket smallint not null,
  wallet uuid not null,
  ends_at bigint not null,
  lot uuid not null,
  amount bigint not null check (amount > 0),
  primary key (bucket, wallet, ends_at)
);
comment on table ledger.lot_interval is
  'Lots laid along the wallet''s outflow axis: the points from ends_at - amount to ends_at come from this lot. '
  'What lies behind wallet.points_out is history and stays; what lies ahead is laid anew when points arrive.';

create table ledger.outbox (
  id uuid primary key,
  bucket smallint not null,
  postings uuid[] not null,
  owners uuid[] not null
);
-- Random bytes do not compress; trying costs a tenth of the insert.
alter table ledger.outbox alter postings set storage external, alter owners set storage external;
comment on table ledger.outbox is 'One row for each batch of postings, until the worker has told everybody who must know.';

-- What was posted is never changed: refused to everybody, the owner of the tables included.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'posted rows are never changed (% on %.%)', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end
$$;
create trigger append_only before update or delete on ledger.posting
  for each row execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.transfer
  for each row execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.lot
  for each row execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.movement
  for each row execute function ledger.refuse_change();

-- A row for each account and day (JST) that has ended: balances at any base date without reading history.
create table ledger.closing (
  account uuid not null,
  currency text not null,
  day date not null,
  came_in bigint not null check (came_in >= 0),
  went_out bigint not null check (went_out >= 0),
  balance bigint not null,
  primary key (account, currency, day)
);
comment on table ledger.closing is
  'An account''s totals of one day and its balance at the end of it (in minus out), for accounts that moved on that day.';

create table ledger.closed_day (
  day date primary key,
  closed_at timestamptz not null
);
comment on table ledger.closed_day is 'Days whose closings are final: no posting of such a day can still arrive.';

grant select on all tables in schema ledger to enishi_server;
grant update (id), delete on ledger.outbox to enishi_server;

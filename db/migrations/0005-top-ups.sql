create schema bank_accounts;
comment on schema bank_accounts is 'Institutions of the country, and the accounts that residents have linked.';

create table bank_accounts.bank (
  code text primary key check (code ~ '^[0-9]{4}$'),
  name text not null,
  kana text not null,
  search text not null,
  featured integer
);
comment on table bank_accounts.bank is 'Every institution of the Zengin list; featured ones in the order in which the town shows them.';
create table bank_accounts.branch (
  bank_code text not null references bank_accounts.bank,
  code text not null check (code ~ '^[0-9]{3}$'),
  name text not null,
  kana text not null,
  primary key (bank_code, code)
);
comment on table bank_accounts.branch is 'Every branch of the Zengin list.';

create table bank_accounts.bank_account (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  bank_code text not null references bank_accounts.bank,
  state text not null check (state in ('waiting', 'linked', 'failed', 'unlinked')),
  reason text,
  branch_code text,
  last_digits text,
  fingerprint text,
  started_at timestamptz not null,
  linked_at timestamptz,
  ended_at timestamptz
);
create index bank_account_resident on bank_accounts.bank_account (resident_id, started_at);
create index bank_account_bank on bank_accounts.bank_account (bank_code);
-- One bank account belongs to one wallet.
create unique index bank_account_once on bank_accounts.bank_account (fingerprint) where state = 'linked';
comment on table bank_accounts.bank_account is 'An account at a bank that may be debited for its resident. The number itself stays at the gateway.';

create schema top_ups;
comment on schema top_ups is 'Turning outside money into coin.';
create table top_ups.top_up (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  bank_account_id uuid not null references bank_accounts.bank_account,
  amount bigint not null check (amount > 0),
  state text not null check (state in
    ('awaiting_passcode', 'requested', 'unknown', 'succeeded', 'declined', 'lapsed', 'needs_attention')),
  declined_because text,
  provider_ref text,
  requested_at timestamptz not null,
  confirmed_at timestamptz,
  settled_at timestamptz,
  asked integer not null default 0,
  ask_at timestamptz
);
create index top_up_resident on top_ups.top_up (resident_id, requested_at);
create index top_up_bank_account on top_ups.top_up (bank_account_id);
create index top_up_open on top_ups.top_up (ask_at) where state in ('requested', 'unknown', 'needs_attention');
comment on table top_ups.top_up is 'One top-up under the id that the app made; the same id is the order at the provider and the posting.';
comment on column top_ups.top_up.ask_at is 'When the provider is asked again, while its answer is missing.';

create schema campaigns;
comment on schema campaigns is 'The rules that grant points.';
create table campaigns.campaign (
  id uuid primary key,
  kind text not null check (kind in ('top_up')),
  name text not null,
  basis_points integer not null check (basis_points between 1 and 10000),
  grant_when text not null check (grant_when in ('at_once', 'next_day')),
  expiry_months integer not null check (expiry_months between 0 and 120),
  starts_at timestamptz not null,
  ends_at timestamptz,
  funding text not null
);
comment on table campaigns.campaign is 'Points for an act: the rate in basis points of the amount, rounded down.';
comment on column campaigns.campaign.expiry_months is 'Points last until the end of the month this many months after the grant (JST).';

create schema payments;
comment on schema payments is 'Paying stores. A payment is a posting of that kind; this schema holds its rules, not a second copy.';

grant usage on schema bank_accounts, top_ups, campaigns, payments to enishi_server;
grant select on all tables in schema bank_accounts, top_ups, campaigns, payments to enishi_server;
grant insert, update on bank_accounts.bank_account, top_ups.top_up to enishi_server;

-- Topping up by more than a bank account: the means, where their money waits, and what a provider takes back.

insert into ledger.account_type (name, description) values
  ('card_clearing', 'What the card company has taken from residents'' cards and owes the issuer.'),
  ('atm_clearing', 'What was paid into cash machines and their operator owes the issuer.'),
  ('counter_clearing', 'Cash that the office''s own counters hold.'),
  ('code_clearing', 'Charge codes that the issuer has sold or given out, seen from the wallets that used them.'),
  ('receivable', 'What residents owe after a top-up was taken back that their wallets no longer held.');

insert into ledger.account (id, type) values
  ('00000000-0000-7000-8000-000000000004', 'card_clearing'),
  ('00000000-0000-7000-8000-000000000005', 'atm_clearing'),
  ('00000000-0000-7000-8000-000000000006', 'counter_clearing'),
  ('00000000-0000-7000-8000-000000000007', 'code_clearing'),
  ('00000000-0000-7000-8000-000000000008', 'receivable');

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('top_up', 'card_clearing', 'wallet', 'coin'),
  ('top_up', 'atm_clearing', 'wallet', 'coin'),
  ('top_up', 'counter_clearing', 'wallet', 'coin'),
  ('top_up', 'code_clearing', 'wallet', 'coin'),
  ('top_up_return', 'wallet', 'bank_clearing', 'coin'),
  ('top_up_return', 'wallet', 'card_clearing', 'coin'),
  ('top_up_return', 'wallet', 'atm_clearing', 'coin'),
  ('top_up_return', 'wallet', 'counter_clearing', 'coin'),
  ('top_up_return', 'wallet', 'code_clearing', 'coin'),
  ('top_up_return', 'receivable', 'bank_clearing', 'coin'),
  ('top_up_return', 'receivable', 'card_clearing', 'coin'),
  ('top_up_return', 'receivable', 'atm_clearing', 'coin'),
  ('top_up_return', 'receivable', 'counter_clearing', 'coin'),
  ('top_up_return', 'receivable', 'code_clearing', 'coin'),
  ('bonus_return', 'wallet', 'points_issued', 'points'),
  ('bonus_return', 'receivable', 'points_issued', 'points');

alter table top_ups.top_up
  add column means text not null default 'bank' check (means in ('bank', 'card', 'atm', 'counter', 'code')),
  alter column bank_account_id drop not null,
  add check ((means = 'bank') = (bank_account_id is not null)),
  add column posting_id uuid,
  add column source_name text,
  add column source_digits text,
  add column attention text check (attention in
    ('no_answer', 'amount_differs', 'currency_differs', 'reference_used', 'not_expected', 'taken_back_too_much')),
  add column seen jsonb;
update top_ups.top_up set
  posting_id = id,
  -- The references of a seeded town were all alike, and from now on each is its top-up's own.
  provider_ref = case provider_ref when 'seed' then 'seed-' || id else provider_ref end,
  attention = case state when 'needs_attention' then 'no_answer' end;
alter table top_ups.top_up
  alter column posting_id set not null,
  add check (state <> 'needs_attention' or attention is not null);
create unique index top_up_posting on top_ups.top_up (posting_id);
create unique index top_up_provider_ref on top_ups.top_up (means, provider_ref);
comment on table top_ups.top_up is
  'One top-up under the id that the app made; the same id is the order at the provider. Its posting has an id of ours.';
comment on column top_ups.top_up.posting_id is
  'Made by the server and told to nobody before it is posted: no payment can take it and keep the coin away.';
comment on column top_ups.top_up.source_name is 'Where the money came from, as its owner calls it; for bank the linked account says it.';
comment on column top_ups.top_up.attention is 'Why a person has to look, while the state is needs_attention.';
comment on column top_ups.top_up.seen is 'What the provider said that could not be taken over as it was.';

create table top_ups.take_back (
  id uuid primary key,
  top_up_id uuid not null references top_ups.top_up,
  cause text not null check (cause in ('refund', 'chargeback', 'undone', 'office')),
  provider_ref text not null,
  amount bigint not null check (amount > 0),
  from_wallet bigint not null check (from_wallet between 0 and amount),
  at timestamptz not null,
  unique (top_up_id, cause, provider_ref)
);
create trigger append_only before update or delete on top_ups.take_back
  for each row execute function ledger.refuse_change();
comment on table top_ups.take_back is
  'What a provider took back of a credited top-up, once for each cause. The posting with the same id takes from_wallet '
  'from the wallet; the posting of the receivable account with that id takes what the resident owes.';
grant select, insert on top_ups.take_back to enishi_server;

create schema jobs;
comment on schema jobs is 'What came in from outside and was acted upon; jobs that wait are in pgboss.';
create table jobs.notice (
  source text not null,
  id text not null,
  body text not null,
  taken_at timestamptz not null,
  primary key (source, id)
);
create trigger append_only before update or delete on jobs.notice
  for each row execute function ledger.refuse_change();
comment on table jobs.notice is
  'A provider''s message under the id that the provider gave it, written in the transaction of what it caused.';
grant usage on schema jobs to enishi_server;
grant select, insert on jobs.notice to enishi_server;

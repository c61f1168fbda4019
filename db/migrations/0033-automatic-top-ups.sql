-- オートチャージ: off until somebody switches it on, under the person's own ceiling, and off again after a decline.

create table top_ups.automatic (
  resident_id uuid primary key references residents.resident,
  state text not null check (state in ('on', 'off', 'stopped')),
  below bigint not null check (below > 0),
  amount bigint not null check (amount > 0),
  monthly_ceiling bigint not null check (monthly_ceiling >= amount),
  bank_account_id uuid not null references bank_accounts.bank_account,
  changed_at timestamptz not null,
  stopped_because text,
  held_because text,
  held_at timestamptz,
  check ((state = 'stopped') = (stopped_because is not null))
);
create index automatic_bank_account on top_ups.automatic (bank_account_id);
comment on table top_ups.automatic is
  'What a resident has agreed to: below so much coin, so much is topped up from this account, up to a ceiling in a month (JST).';
comment on column top_ups.automatic.held_because is 'Why nothing was topped up the last time it was due: a limit or the ceiling. It stays on.';

create table top_ups.automatic_consent (
  id uuid primary key,
  resident_id uuid not null references residents.resident,
  state text not null check (state in ('on', 'off')),
  below bigint not null,
  amount bigint not null,
  monthly_ceiling bigint not null,
  bank_account_id uuid not null references bank_accounts.bank_account,
  at timestamptz not null
);
create index automatic_consent_resident on top_ups.automatic_consent (resident_id, at);
create index automatic_consent_bank_account on top_ups.automatic_consent (bank_account_id);
create trigger append_only before update or delete on top_ups.automatic_consent
  for each row execute function ledger.refuse_change();
comment on table top_ups.automatic_consent is 'Every switch that a resident made, kept as it was: it stands for the passcode of each automatic top-up.';

alter table top_ups.top_up add column automatic boolean not null default false;
create index top_up_automatic on top_ups.top_up (resident_id, confirmed_at) where automatic;
comment on column top_ups.top_up.automatic is 'Begun by オートチャージ, under the consent that held then.';

grant select, insert, update on top_ups.automatic to enishi_server;
grant select, insert on top_ups.automatic_consent to enishi_server;

-- A bonus whose top-up was taken back: taken from its lot, and what was spent already is owed and kept from later bonuses.

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('bonus_debt', 'wallet', 'receivable', 'points');

create table campaigns.take_back (
  id uuid not null references top_ups.take_back,
  campaign_id uuid not null references campaigns.campaign,
  owner uuid not null references residents.resident,
  bonus uuid not null,
  points bigint not null check (points > 0),
  from_lot bigint not null check (from_lot between 0 and points),
  owed bigint not null check (owed between 0 and points - from_lot),
  at timestamptz not null,
  primary key (id, campaign_id)
);
create index take_back_bonus on campaigns.take_back (bonus);
create index take_back_campaign on campaigns.take_back (campaign_id);
create index take_back_owner on campaigns.take_back (owner);
create trigger append_only before update or delete on campaigns.take_back
  for each row execute function ledger.refuse_change();
comment on table campaigns.take_back is
  'Points of a bonus that went with a top-up that was taken back: from_lot was still there, owed is collected from later '
  'bonuses, and the rest the town bears. The postings have the id derived from the take-back and the campaign.';

create table campaigns.debt (
  owner uuid primary key references residents.resident,
  points bigint not null check (points >= 0)
);
comment on table campaigns.debt is 'Points that a person still owes: kept from the next bonuses as they are granted.';

grant select on campaigns.take_back, campaigns.debt to enishi_server;

-- Campaigns that give points for paying, beside those for charging: one machinery, with names that hold for both.

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('payment_bonus', 'points_issued', 'wallet', 'points');

-- Functions that are asked in other words from now on; they are made anew with all others.
drop function if exists campaigns.grant_for_top_ups(uuid[], uuid[], text);
drop function if exists campaigns.take_back_bonus(uuid, boolean);
drop function if exists campaigns.promise_for(uuid[], uuid[], bigint[], timestamptz[]);
drop function if exists campaigns.standing(uuid[], timestamptz[]);
drop function if exists campaigns.last_day(campaigns.campaign, timestamptz);

alter table campaigns.campaign
  drop constraint campaign_kind_check,
  add constraint campaign_kind_check check (kind in ('top_up', 'payment'));
alter table campaigns.campaign rename column minimum_top_up to minimum_amount;
alter table campaigns.campaign rename column cap_per_top_up to cap_each;
comment on column campaigns.campaign.kind is 'What it gives points for: charging, or paying with coin.';
comment on column campaigns.campaign.minimum_amount is 'The least amount that it gives points for: of a top-up, or of the coin in a payment.';
comment on column campaigns.campaign.cap_each is 'The most points for one top-up or one payment.';
comment on column campaigns.campaign.expiry_months is
  'Points last until the end of the month this many months after the top-up or payment (JST).';
comment on column campaigns.campaign.expiry_days is 'Points last so many days after the day of the top-up or payment (JST).';

alter table campaigns.promise drop constraint promise_because_check;
update campaigns.promise set because = 'cap_each' where because = 'cap_per_top_up';
alter table campaigns.promise
  add constraint promise_because_check check (because in ('not_in_town', 'not_your_age', 'only_points', 'below_minimum',
    'less_than_a_point', 'cap_each', 'cap_per_person', 'cap_per_period', 'budget_used_up', 'other_gives_more',
    'without_bonus'));
comment on table campaigns.promise is
  'What a top-up or a payment brings by a campaign, kept from the moment it is decided; none with the reason.';
comment on column campaigns.promise.posting is
  'The posting of the top-up, whose id is known before it is posted, or of the payment.';
comment on column campaigns.promise.released_at is
  'When its points went back to the budget: the top-up failed, the payment was given back, or the wallet is closed.';

-- Either a take-back of a top-up or a refund of a payment: a check says which, as a key can name one table only.
alter table campaigns.take_back drop constraint take_back_id_fkey;
comment on table campaigns.take_back is
  'Points of a bonus that went with a top-up that was taken back, or with a refund, whose id it has: from_lot was still '
  'there, owed is collected from later bonuses, and the rest the town bears. The postings have the id derived from it and '
  'the campaign.';

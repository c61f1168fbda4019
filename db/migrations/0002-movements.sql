-- The whole business on one page: currencies, places, and the arrows between them.

insert into ledger.currency (code, legal_type) values
  ('coin', 'prepaid'),
  ('points', 'free');

insert into ledger.account_type (name, description) values
  ('wallet', 'What a resident can spend. The issuer owes it.'),
  ('store', 'What a member store has taken and is owed.'),
  ('bank_clearing', 'What the bank gateway has taken from residents'' accounts and owes the issuer.'),
  ('points_issued', 'Points that the issuer has put into the world.'),
  ('points_lapsed', 'Points that ran out unspent.');

insert into ledger.account (id, type) values
  ('00000000-0000-7000-8000-000000000001', 'bank_clearing'),
  ('00000000-0000-7000-8000-000000000002', 'points_issued'),
  ('00000000-0000-7000-8000-000000000003', 'points_lapsed');

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('top_up', 'bank_clearing', 'wallet', 'coin'),
  ('top_up_bonus', 'points_issued', 'wallet', 'points'),
  ('grant', 'points_issued', 'wallet', 'points'),
  ('payment', 'wallet', 'store', 'coin'),
  ('payment', 'wallet', 'store', 'points'),
  ('lapse', 'wallet', 'points_lapsed', 'points');

-- A town may let points that come back by a refund after their last day be used for some days more (setting renewal_days).

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('renewal', 'points_lapsed', 'wallet', 'points');

-- They take other arguments from now on; db/functions makes them anew.
drop function if exists ledger.append(
  uuid[], uuid[], text[], text[], uuid[], timestamptz[], boolean[], text[], uuid[], uuid[], bigint[], date[], text[],
  uuid[], uuid[], bigint[]);
drop function if exists ledger.give_back(uuid, uuid, text, uuid, timestamptz, uuid, bigint, bigint, uuid[], bigint[]);

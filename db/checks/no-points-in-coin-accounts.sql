-- Paid value and free value are never added up, so each issuing account holds one legal type (資金決済法3条). Nothing
-- moves but along a declared movement (postings-and-transfers-belong-together), so none of those may mix them.
select m.kind, m.currency, m.from_type, m.to_type
from ledger.movement m
join ledger.currency c on c.code = m.currency
where ((m.from_type like '%\_clearing' or m.to_type like '%\_clearing') and c.legal_type <> 'prepaid')
  or ((m.from_type in ('points_issued', 'points_lapsed') or m.to_type in ('points_issued', 'points_lapsed'))
    and c.legal_type <> 'free')

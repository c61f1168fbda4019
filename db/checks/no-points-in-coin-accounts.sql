-- Paid value and free value are never added up, so each issuing account holds one legal type (資金決済法3条).
select t.owner, t.posting, t.currency, f.type as from_type, a.type as to_type
from ledger.transfer t
join ledger.currency c on c.code = t.currency
join ledger.account f on f.id = t.from_account
join ledger.account a on a.id = t.to_account
where ((f.type like '%\_clearing' or a.type like '%\_clearing') and c.legal_type <> 'prepaid')
  or ((f.type in ('points_issued', 'points_lapsed') or a.type in ('points_issued', 'points_lapsed'))
    and c.legal_type <> 'free')

-- Paid value and free value are never added up, so each issuing account holds one legal type (資金決済法3条).
select a.type, t.owner, t.posting, t.currency
from ledger.transfer t
join ledger.currency c on c.code = t.currency
join ledger.account a on a.id in (t.from_account, t.to_account)
where (a.type = 'bank_clearing' and c.legal_type <> 'prepaid')
  or (a.type in ('points_issued', 'points_lapsed') and c.legal_type <> 'free')

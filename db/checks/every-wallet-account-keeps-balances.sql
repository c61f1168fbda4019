select a.id as account, w.id as wallet
from (select id from ledger.account where type = 'wallet') a
full join ledger.wallet w on w.id = a.id
where a.id is null or w.id is null

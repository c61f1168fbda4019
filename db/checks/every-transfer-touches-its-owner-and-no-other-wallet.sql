-- A wallet is locked under its own postings only, and its statement is read from them alone.
select t.owner, t.posting, t.currency, t.from_account, t.to_account
from ledger.transfer t
left join ledger.account other
  on other.id = case when t.from_account = t.owner then t.to_account else t.from_account end
where t.owner not in (t.from_account, t.to_account) or other.type = 'wallet'

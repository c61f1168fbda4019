-- The id of a posting is one owner's: two residents may have paid one store under the same id, and both are told.
alter table webhooks.delivery add column posting_owner uuid;
update webhooks.delivery d
set posting_owner = t.owner
from webhooks.endpoint e, ledger.transfer t
where e.id = d.endpoint_id and t.posting = d.posting_id and t.owner <> e.store_id
  and e.store_id in (t.from_account, t.to_account);
alter table webhooks.delivery alter column posting_owner set not null;
alter table webhooks.delivery drop constraint told_once;
alter table webhooks.delivery add constraint told_once unique (endpoint_id, posting_id, posting_owner);
comment on column webhooks.delivery.posting_owner is 'Whose posting it tells of: with posting_id the posting''s key.';

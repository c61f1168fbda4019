-- What the gateway calls an attempt to link, and what the bank wants to be told before its own site opens.

alter table bank_accounts.bank_account
  add column process_ref text,
  add column needs jsonb;
comment on column bank_accounts.bank_account.process_ref is 'The gateway''s name of this attempt.';
comment on column bank_accounts.bank_account.needs is
  'Which of branch, kind, number and holder the bank asks for beforehand. What is answered goes to the gateway and is not kept.';

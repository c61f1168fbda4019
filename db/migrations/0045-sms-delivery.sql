-- What became of each message: the SMS company reports it later, and the person who waits is told.

alter table passcodes.passcode
  add column delivery text not null default 'sending' check (delivery in ('sending', 'delivered', 'undelivered')),
  add column problem text check (problem in ('unreachable', 'wrong_number', 'blocked', 'other')),
  add column reported_at timestamptz,
  add check (problem is null or delivery = 'undelivered');
create index passcode_sent on passcodes.passcode (sent_at);
comment on column passcodes.passcode.delivery is
  'What the SMS company has reported; delivered and undelivered are final, so a report that is replayed changes nothing.';

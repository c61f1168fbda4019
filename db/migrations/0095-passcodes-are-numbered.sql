-- How many messages the town has sent in a day is asked before each of them; on the morning of a campaign that is asked
-- 50,000 times. Numbers in the order of sending tell it by two rows.

alter table passcodes.passcode add column number bigint generated always as identity;
comment on column passcodes.passcode.number is
  'Counts all codes in the order in which they were made: the newest less the oldest of a day, and one, is how many the town '
  'has sent. A number that a rollback has used up counts as sent.';

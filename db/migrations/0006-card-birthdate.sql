-- A town may keep the birth date that a card tells; without the setting keep_birthdate only the age band is kept.

alter table identity.card add column birthdate date;
comment on column identity.card.birthdate is
  'Only in a town whose setting keep_birthdate is true at the time of the check; otherwise null.';

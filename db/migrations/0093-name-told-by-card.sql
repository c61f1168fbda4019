-- A name in kana that a card has told is no longer the resident's to change.

alter table identity.card add column name_told boolean not null default false;
comment on column identity.card.name_told is
  'Whether a check has told the name in kana too: then the profile''s name follows the card and nothing else.';

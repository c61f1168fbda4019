-- In which language residents are written to.

alter table residents.resident add column language text not null default 'ja'
  constraint resident_language check (language in ('ja', 'ja-x-easy', 'en', 'zh-Hans'));
comment on column residents.resident.language is
  'What mails, messages, pushes and papers are written in (BCP 47): the language of the app when it was last opened.';

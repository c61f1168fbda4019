-- Somebody who has had a printed card registers with a phone: the login comes to the wallet that is there already.

create table paper_cards.joining (
  person_id uuid primary key references paper_cards.person,
  login_id uuid not null unique references sign_in.login,
  former_id uuid not null unique references residents.resident,
  kept_card boolean not null,
  joined_at timestamptz not null
);
create trigger append_only before update or delete on paper_cards.joining
  for each row execute function ledger.refuse_change();
comment on table paper_cards.joining is
  'That a login, which had opened an empty wallet of its own, speaks for the wallet of a person with a printed card since.';
grant select on paper_cards.joining to enishi_server;

-- What a helper does concerns the safety of one's money: who wants to hear of that hears of helpers.
update notices.wish set push = array_append(push, 'helper')
where 'security' = any (push) and 'helper' <> all (push);

-- What a provider took back and then gave again (a dispute that was won, a refund that the card's bank refused), and
-- money that nobody can place yet.

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('top_up_regained', 'card_clearing', 'wallet', 'coin'),
  ('top_up_regained', 'card_clearing', 'receivable', 'coin');

create table top_ups.regained (
  id uuid primary key references top_ups.take_back,
  posting_id uuid not null unique,
  at timestamptz not null
);
create trigger append_only before update or delete on top_ups.regained
  for each row execute function ledger.refuse_change();
comment on table top_ups.regained is
  'Take-backs that the provider undid: the postings of kind top_up_regained give each part back to where it came from.';
grant select, insert on top_ups.regained to enishi_server;

create view top_ups.kept_back as
  select k.id, k.top_up_id, k.cause, k.provider_ref, k.amount, k.from_wallet, k.at
  from top_ups.take_back k
  where not exists (select from top_ups.regained g where g.id = k.id);
comment on view top_ups.kept_back is 'What providers took back and have kept.';
grant select on top_ups.kept_back to enishi_server;

alter table reconciliation.line
  drop constraint line_kind_check,
  add constraint line_kind_check check (kind in ('charge', 'return', 'regained'));

-- What two people agree that nobody can place yet waits in the suspense account: 仮勘定.
insert into ledger.account_type (name, description) values
  ('suspense', 'Money that a report or the bank shows and that nobody can place yet, until two people clear it.');
insert into ledger.account (id, type) values ('00000000-0000-7000-8000-000000000086', 'suspense');
insert into ledger.movement (kind, from_type, to_type, currency)
select kind, from_type, to_type, 'coin'
from unnest(array['bank_clearing', 'card_clearing', 'atm_clearing']) as clearing,
     lateral (values ('suspended', 'suspense', clearing), ('suspended', clearing, 'suspense'),
                     ('cleared', 'suspense', clearing), ('cleared', clearing, 'suspense')) as m(kind, from_type, to_type);

alter table reconciliation.difference
  drop constraint difference_kind_check,
  add constraint difference_kind_check check (kind in
    ('ours_missing', 'theirs_missing', 'amount_differs', 'twice', 'refunded_there', 'wrong_day',
     'file_missing', 'file_unreadable', 'lump_sum_unexplained', 'in_suspense')),
  drop constraint difference_resolution_check,
  add constraint difference_resolution_check check (resolution in
    ('timing', 'provider_corrects', 'corrected_here', 'accepted', 'book_lump_sum', 'suspended', 'cleared'));

create table reconciliation.correction (
  id uuid primary key,
  difference_id uuid not null references reconciliation.difference,
  amount bigint not null check (amount <> 0),
  at timestamptz not null
);
create index correction_difference on reconciliation.correction (difference_id);
create trigger append_only before update or delete on reconciliation.correction
  for each row execute function ledger.refuse_change();
comment on table reconciliation.correction is
  'Yen of a difference that went into the suspense account or came out of it, each under the id of its posting. Above '
  'zero: the provider owes so much more than the ledger has placed; what stands in suspense of a difference is the sum.';
grant select, insert on reconciliation.correction to enishi_server;

-- What the office gives back to cards, and disputes that the town wins after their coin was taken back.

alter table top_ups.top_up
  drop constraint top_up_attention_check,
  add constraint top_up_attention_check check (attention in
    ('no_answer', 'amount_differs', 'currency_differs', 'reference_used', 'not_expected', 'taken_back_too_much',
     'dispute_won'));

create table top_ups.dispute_won (
  ref text primary key,
  top_up_id uuid not null references top_ups.top_up,
  amount bigint not null check (amount > 0),
  at timestamptz not null
);
create index dispute_won_top_up on top_ups.dispute_won (top_up_id);
create trigger append_only before update or delete on top_ups.dispute_won
  for each row execute function ledger.refuse_change();
comment on table top_ups.dispute_won is 'Disputes that were won after the coin had been taken back, so that each is shown once.';
grant select, insert on top_ups.dispute_won to enishi_server;

create table top_ups.card_refund (
  id uuid primary key,
  top_up_id uuid not null unique references top_ups.top_up,
  operator_id uuid not null references operators.operator,
  reason text not null,
  at timestamptz not null
);
create index card_refund_operator on top_ups.card_refund (operator_id);
create trigger append_only before update or delete on top_ups.card_refund
  for each row execute function ledger.refuse_change();
comment on table top_ups.card_refund is 'That the office wants a top-up given back to its card; what came of it is a take_back.';
grant select, insert on top_ups.card_refund to enishi_server;

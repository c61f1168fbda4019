-- Money leaves by a refund to a card, so one person of the office proposes it and another one confirms it.

drop trigger append_only on top_ups.card_refund;
alter table top_ups.card_refund
  drop constraint card_refund_top_up_id_key,
  add column decision text check (decision in ('confirmed', 'withdrawn')),
  add column decided_by uuid references operators.operator,
  add column decided_at timestamptz;
-- Until now one person was enough; what was ordered then stays as it was.
update top_ups.card_refund set decision = 'confirmed', decided_at = at;
alter table top_ups.card_refund
  add constraint two_people check (decision is distinct from 'confirmed' or decided_by <> operator_id),
  add constraint decided_by_somebody check ((decision is null) = (decided_at is null));
create unique index card_refund_once on top_ups.card_refund (top_up_id) where decision is distinct from 'withdrawn';
create index card_refund_top_up on top_ups.card_refund (top_up_id, at);
create index card_refund_decider on top_ups.card_refund (decided_by);
comment on table top_ups.card_refund is
  'That one person of the office wants a top-up given back to its card, and what another one made of it; what came of '
  'it at the card company is a take_back.';
grant update on top_ups.card_refund to enishi_server;

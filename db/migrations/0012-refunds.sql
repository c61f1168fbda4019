-- Refunds: value that goes back from a store to the wallet that paid, to the lots it was taken from, and why.

insert into ledger.movement (kind, from_type, to_type, currency) values
  ('refund', 'store', 'wallet', 'coin'),
  ('refund', 'store', 'wallet', 'points');

create table ledger.lot_return (
  bucket smallint not null,
  wallet uuid not null,
  posting uuid not null,
  lot uuid not null,
  amount bigint not null check (amount > 0),
  primary key (bucket, wallet, posting, lot)
);
create trigger append_only before update or delete on ledger.lot_return
  for each row execute function ledger.refuse_change();
comment on table ledger.lot_return is
  'Points that came back to the lot they were once taken from, and keep its last day: by which posting, and how many.';
grant select on ledger.lot_return to enishi_server;

create table payments.refund (
  id uuid primary key,
  payment_id uuid not null,
  payer_id uuid not null references residents.resident,
  store_id uuid not null references merchants.store,
  staff_id uuid not null references merchants.staff,
  coin bigint not null check (coin >= 0),
  points bigint not null check (points >= 0),
  reason text not null,
  refunded_at timestamptz not null,
  check (coin + points > 0)
);
create index refund_payment on payments.refund (payment_id);
create index refund_payer on payments.refund (payer_id);
create index refund_store on payments.refund (store_id);
create index refund_staff on payments.refund (staff_id);
create trigger append_only before update or delete on payments.refund
  for each row execute function ledger.refuse_change();
comment on table payments.refund is
  'Who gave back how much of a payment, when and why. The money is the posting with the same id, caused by the payment.';
grant select, insert on payments.refund to enishi_server;

-- A payment whose answer was lost can be called off: from then on its id pays nothing.

create table payments.withdrawal (
  payer_id uuid not null references residents.resident,
  payment_id uuid not null,
  withdrawn_at timestamptz not null,
  primary key (payer_id, payment_id)
);
comment on table payments.withdrawal is
  'Payments that their payer has called off before they were made; kept for as long as their id could still pay.';

grant select, insert, delete on payments.withdrawal to enishi_server;

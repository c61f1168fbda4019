-- Two people decide what became of a top-up whose provider does not say, or says what cannot be taken over.

create table top_ups.resolution (
  id uuid primary key,
  top_up_id uuid not null references top_ups.top_up,
  verdict text not null check (verdict in ('succeeded', 'not_taken', 'noted')),
  provider_ref text,
  note text not null,
  proposed_by uuid not null references operators.operator,
  proposed_at timestamptz not null,
  decision text check (decision in ('confirmed', 'withdrawn')),
  decided_by uuid references operators.operator,
  decided_at timestamptz,
  check ((verdict = 'succeeded') = (provider_ref is not null)),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (decision is distinct from 'confirmed' or decided_by <> proposed_by)
);
create unique index resolution_open on top_ups.resolution (top_up_id) where decision is null;
create index resolution_top_up on top_ups.resolution (top_up_id, proposed_at);
create index resolution_proposer on top_ups.resolution (proposed_by);
create index resolution_decider on top_ups.resolution (decided_by);
comment on table top_ups.resolution is
  'What one person of the office found out at a provider about a top-up, and what another one made of it.';
grant select, insert, update on top_ups.resolution to enishi_server;

create index top_up_attention on top_ups.top_up (requested_at) where attention is not null;

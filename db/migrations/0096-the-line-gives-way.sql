-- The line of charges gives way to payments: it has a clock of its own that goes slower while payments are slow, and
-- turns are instants of that clock. Nobody's place changes by it, only how long the wait is.

alter table top_ups.line
  add column behind interval not null default '0',
  add column speed double precision not null default 1 check (speed > 0 and speed <= 1),
  add column speed_since timestamptz not null default '2000-01-01';
comment on column top_ups.line.behind is 'How far the line''s clock had fallen behind when its speed last changed.';
comment on column top_ups.line.speed is 'Seconds that the line''s clock goes in a second, since speed_since.';
comment on column top_ups.turn.turn_at is 'By the line''s own clock: top_ups.line_time.';

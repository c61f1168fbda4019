-- The clock of the line in which people wait to top up.

create or replace function top_ups.line_time(of_line top_ups.line, at timestamptz) returns timestamptz
language sql stable
return at - of_line.behind - greatest(interval '0', at - of_line.speed_since) * (1 - of_line.speed);
comment on function top_ups.line_time is 'What the line''s clock shows at an instant.';
grant execute on function top_ups.line_time to enishi_server;

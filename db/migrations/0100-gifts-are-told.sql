-- Who is given coin is told so.

alter table notices.notice drop constraint notice_kind_check;
alter table notices.notice add constraint notice_kind_check check (kind in (
  'payment', 'refund', 'points_expiring', 'points_granted', 'gift', 'automatic_top_up', 'security', 'helper'));

-- Whoever wants to hear of points that arrive has had no way yet to say the same of coin.
update notices.wish set push = array_append(push, 'gift')
where 'points_granted' = any (push) and 'gift' <> all (push);

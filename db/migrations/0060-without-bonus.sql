-- A top-up can be without a bonus: a charge code that the town gave away brings no points for money that nobody paid.

alter table top_ups.top_up add column earns_bonus boolean not null default true;
comment on column top_ups.top_up.earns_bonus is 'Whether campaigns may give points for it.';

alter table campaigns.promise
  drop constraint promise_because_check,
  add constraint promise_because_check check (because in ('not_in_town', 'not_your_age', 'below_minimum',
    'less_than_a_point', 'cap_per_top_up', 'cap_per_person', 'cap_per_period', 'budget_used_up', 'other_gives_more',
    'without_bonus'));

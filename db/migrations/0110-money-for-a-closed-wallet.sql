-- Money that a provider has taken for somebody who has left meanwhile waits for a person.

alter table top_ups.top_up
  drop constraint top_up_attention_check,
  add constraint top_up_attention_check check (attention in
    ('no_answer', 'amount_differs', 'currency_differs', 'reference_used', 'not_expected', 'taken_back_too_much',
     'dispute_won', 'wallet_closed'));

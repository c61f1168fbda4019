-- Looked through every hour for top-ups that their job has forgotten.
create index top_up_waiting_for_card on top_ups.top_up (requested_at) where state = 'awaiting_card';

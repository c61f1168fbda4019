-- Colleagues work at several stores too: who accepts an invitation with the password that they have gets a further
-- workplace, which until now only the town's office opened for owners.

grant insert on sign_in.workplace to enishi_server;
comment on table sign_in.workplace is
  'What a login of the staff opens besides the store that it was made for: the same person, as staff of a further store, of the same merchant or of another.';

-- Doors of the people without a phone: into their own schema for payments, and out of it into the person's records.

create or replace function paper_cards.try_pin(
  of_card uuid, typed bytea, guess bytea, out verdict text, out tries_left integer
)
language sql volatile set search_path = pg_catalog as $$
  with tried as (
    -- One statement: guesses that arrive in one instant wait for each other's count.
    update paper_cards.card set
      wrong_pins = case
        when pin_hmac = typed then 0
        -- The same guess for the same payment, sent again after a lost answer, is one guess.
        when last_guess = guess then wrong_pins
        else wrong_pins + 1 end,
      last_guess = case when pin_hmac <> typed then guess end
    where id = of_card and ended_at is null and wrong_pins < 3
    returning pin_hmac = typed as is_right, 3 - wrong_pins as tries_left)
  select
    coalesce((select case when is_right then 'right' else 'wrong' end from tried), 'stopped'),
    coalesce((select tries_left from tried), 0)
$$;
comment on function paper_cards.try_pin is
  'Counts a try at a card''s PIN and says right, wrong or stopped. The third wrong one in a row stops the card.';
revoke execute on function paper_cards.try_pin from public;
grant execute on function paper_cards.try_pin to enishi_server;

create or replace function identity.prove_at_desk(
  resident uuid, who bytea, at timestamptz, is_in_town boolean, of_age_band text, born_on date
) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.card (resident_id, issuer, subject, passed_at, in_town, age_band, birthdate)
  values (resident, 'desk', encode(who, 'hex'), at, is_in_town, of_age_band, born_on)
  on conflict (resident_id) do nothing
$$;
comment on function identity.prove_at_desk is
  'Keeps what two people of a desk have seen in papers, in the place of a card check.';
revoke execute on function identity.prove_at_desk from public;
grant execute on function identity.prove_at_desk to enishi_server;

create or replace function identity.seen_at_desk(resident uuid) returns boolean
language sql stable set search_path = pg_catalog
return exists (select from identity.card where resident_id = resident and issuer = 'desk');
comment on function identity.seen_at_desk is
  'Whether a person without a phone was proven at a desk. For these the desk stands for every proof: there is no mail '
  'address and no phone that could be proven.';
grant execute on function identity.seen_at_desk to enishi_server;

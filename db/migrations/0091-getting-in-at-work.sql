-- People at work: one kind of invitation for whoever is let in by somebody else, and a second step that is set up at
-- the first sign-in.

alter table sign_in.staff_invitation rename to invitation;
alter table sign_in.invitation drop constraint staff_invitation_staff_id_fkey;
alter table sign_in.invitation rename column staff_id to subject;
alter table sign_in.invitation add column audience text not null default 'staff'
  check (audience in ('staff', 'operator'));
alter table sign_in.invitation alter column audience drop default;
alter index sign_in.staff_invitation_pkey rename to invitation_pkey;
alter index sign_in.staff_invitation_staff rename to invitation_subject;
comment on table sign_in.invitation is
  'A link by which somebody at a store or at the office chooses the first password: single use, and only the newest of '
  'a person.';

alter table sign_in.challenge drop constraint challenge_purpose_check;
alter table sign_in.challenge add constraint challenge_purpose_check
  check (purpose in ('sign_in', 'step_up', 'set_up'));
comment on table sign_in.challenge is
  'A sign-in whose password was right and whose second step is still to come, or is to be set up now.';

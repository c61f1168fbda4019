-- It takes an instant from now on, so that of two campaigns each grants at its own hour; db/functions makes it anew.
drop function if exists campaigns.grant_bonuses(uuid[], uuid[], text);

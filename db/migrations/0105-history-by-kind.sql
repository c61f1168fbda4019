-- The history can be asked for some kinds alone; the function in db/functions takes them as one more argument.

drop function if exists ledger.history(uuid, timestamptz, timestamptz, uuid, integer);

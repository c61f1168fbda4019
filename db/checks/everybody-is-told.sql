-- Of every posting the worker tells whoever must know: bonuses, notices, the sound in the store. What it tried in vain is
-- here with the fault; it is tried again, at the latest after an hour.
select owner, posting, since, tries, fault
from ledger.untold
where tries > 0

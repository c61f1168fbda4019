-- Whoever asks for one kind of posting, as half of the checks of the books do, reads those and not all payments. A payment
-- enters no index for it.
create index posting_kind on ledger.posting (kind) where kind <> 'payment';

-- One bonus for a top-up, to the same resident.
with bonus as (
  select bucket, owner, id, caused_by, count(*) over (partition by bucket, owner, caused_by) as of_this_top_up
  from ledger.posting
  where kind = 'top_up_bonus'
)
select b.owner, b.id, b.caused_by, b.of_this_top_up
from bonus b
left join ledger.posting c
  on c.bucket = b.bucket and c.owner = b.owner and c.id = b.caused_by and c.kind = 'top_up'
where c.id is null or b.of_this_top_up > 1

-- Nor one that was never credited.
select u.id as top_up, u.state, u.amount, sum(k.amount) as taken_back
from top_ups.kept_back k
join top_ups.top_up u on u.id = k.top_up_id
group by u.id
having sum(k.amount) > case u.state when 'succeeded' then u.amount else 0 end

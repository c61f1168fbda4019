-- A door into the merchants' schema: what an approved application becomes, all at once.

create or replace function merchants.join(
  application uuid, of_merchant uuid, staff_id uuid, owner_name text, form jsonb, search text, hours text,
  opens_at smallint, closes_at smallint, latitude double precision, longitude double precision, owner_mail text,
  proposed_by uuid, decided_by uuid, at timestamptz
) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  merchant constant uuid := coalesce(of_merchant, gen_random_uuid());
  store constant uuid := gen_random_uuid();
  store_number text;
begin
  -- A number that the town has given out in another way is skipped.
  loop
    store_number := lpad(nextval('merchants.store_number')::text, 6, '0');
    exit when not exists (select from merchants.store s where s.number = store_number);
  end loop;
  if of_merchant is null then
    insert into merchants.merchant (id, name, created_at) values (merchant, form ->> 'businessName', at);
  end if;
  insert into merchants.store (id, merchant_id, number, name, kana, search, category, ward, address, phone, hours,
                               opens_at, closes_at, closed_on, accepts_points, excluded_goods, latitude, longitude)
  values (store, merchant, store_number, form ->> 'storeName', form ->> 'storeKana', search, form ->> 'category',
          form ->> 'ward', form ->> 'address', form ->> 'phone', hours, opens_at, closes_at,
          array(select jsonb_array_elements_text(form -> 'closedOn')::smallint), (form ->> 'acceptsPoints')::boolean,
          array(select jsonb_array_elements_text(form -> 'excludedGoods')), latitude, longitude);
  perform ledger.open_account(store, 'store');
  -- A merchant that is paid out already goes on being paid out to the same account, which only a wish changes.
  insert into merchants.bank_account
    (id, merchant_id, bank_code, branch_code, kind, number, holder_kana, requested_at, decision, proposed_by,
     decided_by, decided_at, valid_from)
  select application, merchant, form ->> 'bankCode', form ->> 'branchCode', form ->> 'accountKind',
         form ->> 'accountNumber', form ->> 'holderKana', at, 'confirmed', proposed_by, decided_by, at, at
  where not exists (
    select from merchants.bank_account b where b.merchant_id = merchant and b.decision = 'confirmed');
  insert into merchants.staff (id, store_id, name, role, invited_mail)
  values (staff_id, store, owner_name, 'owner', owner_mail);
  return store;
end
$$;
comment on function merchants.join is
  'Makes the store with its number and ledger account and its owner, who is still to get in; where the merchant is new, '
  'the merchant and the account for payouts too. Gives the store.';
revoke execute on function merchants.join from public;
grant execute on function merchants.join to enishi_server;

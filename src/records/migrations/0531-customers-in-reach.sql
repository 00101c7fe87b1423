-- As in 0521, without first finding the contracts and then looking each up again.
create or replace function access.customers(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  people text[] := array(select access.people(for_resource, for_verb));
  units text[] := array(select access.units(for_resource, for_verb));
begin
  return query
  select c.customer_code from record.contract c where c.salesperson_no = any (people)
  union
  select c.customer_code from record.contract c where c.unit_code = any (units)
  union
  select c.customer_code from record.contract c where c.contract_no = any (array(
    select s.contract_no from record.credit_share s where s.person_no = any (people)));
end $$;

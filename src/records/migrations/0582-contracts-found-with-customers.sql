-- Contracts and customers within reach are found and kept together: a list of contracts names its customers, and whose
-- contracts were found has met their customers on the way (0581 looked at the same rows twice). How far the account sees is
-- kept as well: each policy of each table asks. Whose settings these are is said in one expression, as what is kept is
-- worth keeping only where reading it costs less than finding it.

create or replace function access.recall(what text, scope int) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  whose text;
  kept text;
begin
  if current_setting('transaction_read_only') = 'on' then
    whose := current_setting('app.account', true) || '|' || current_setting('app.on', true) || '|';
    kept := current_setting('app.reach_' || what || '_' || scope, true);
    if starts_with(kept, whose) then
      return substr(kept, length(whose) + 1)::text[];
    end if;
  end if;
  return null;
end $$;

create or replace function access.keep(what text, scope int, reached text[]) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
begin
  -- A long list takes as long to read as to find.
  if current_setting('transaction_read_only') = 'on' and cardinality(reached) <= 20000 then
    perform set_config('app.reach_' || what || '_' || scope,
      current_setting('app.account', true) || '|' || current_setting('app.on', true) || '|' || reached::text, true);
  end if;
  return reached;
end $$;

drop function access.kept_for();

create or replace function access.scope(for_resource text, for_verb text) returns int
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me text := nullif(current_setting('app.account', true), '');
  reads boolean := current_setting('transaction_read_only') = 'on';
  place text;
  kept text;
  scope int;
begin
  if reads then
    place := 'app.scope_' || translate(for_resource, '-', '_') || '_' || for_verb;
    kept := current_setting(place, true);
    if starts_with(kept, me || '|') then
      return substr(kept, length(me) + 2)::int;
    end if;
  end if;
  scope := (
    select coalesce(max(r.scope), 0)
    from access.account a
    join access.role_grant g on g.account_id = a.account_id
      and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
    join access.rule r on r.role = g.role and r.resource = for_resource and r.verb = for_verb
    where a.account_id = me and a.active
  );
  if reads then
    perform set_config(place, me || '|' || scope, true);
  end if;
  return scope;
end $$;

create function access.find_contracts(
  for_resource text, for_verb text, scope int, out contracts text[], out customers text[])
language plpgsql stable set search_path = pg_catalog as $$
declare
  people text[] := array(select access.people(for_resource, for_verb));
  units text[] := array(select access.units(for_resource, for_verb));
begin
  -- One found by several ways comes several times: to those who ask whether it is among these that is all one.
  select coalesce(array_agg(f.contract_no), '{}'), coalesce(array_agg(f.customer_code), '{}')
    into contracts, customers
    from (
      select c.contract_no, c.customer_code from record.contract c where c.salesperson_no = any (people)
      union all
      select c.contract_no, c.customer_code from record.contract c
        where c.unit_code = any (units) and (c.salesperson_no = any (people)) is not true
      union all
      select c.contract_no, c.customer_code from record.contract c where c.contract_no = any (array(
        select s.contract_no from record.credit_share s where s.person_no = any (people)))
    ) f;
  contracts := access.keep('contracts', scope, contracts);
  customers := access.keep('customers', scope, customers);
end $$;

revoke all on function access.find_contracts(text, text, int) from public;

create or replace function access.contracts(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  scope int := access.scope(for_resource, for_verb);
  reached text[] := access.recall('contracts', scope);
begin
  if reached is null then
    select found.contracts into reached from access.find_contracts(for_resource, for_verb, scope) found;
  end if;
  return query select unnest(reached);
end $$;

create or replace function access.customers(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  scope int := access.scope(for_resource, for_verb);
  reached text[] := access.recall('customers', scope);
begin
  if reached is null then
    select found.customers into reached from access.find_contracts(for_resource, for_verb, scope) found;
  end if;
  return query select unnest(reached);
end $$;

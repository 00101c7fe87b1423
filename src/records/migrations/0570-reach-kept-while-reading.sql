-- A page asks several times which contracts and customers are within reach: for its rows, their names and their money.
-- While a transaction only reads, the first answer is kept with it. Whoever asks, and for which day, is part of what is
-- kept; the setting ends with the transaction, as the account does that decides about it (as-actor.ts).

create function access.kept_as(what text, for_resource text, for_verb text) returns text
language sql immutable set search_path = pg_catalog as $$
  select 'app.reach_' || what || '_' || translate(for_resource, '-', '_') || '_' || for_verb
$$;

create function access.kept_for() returns text language sql stable set search_path = pg_catalog as $$
  select access.me() || '|' || access.as_of() || '|'
$$;

-- Null when nothing is kept.
create function access.recall(what text, for_resource text, for_verb text) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  kept text;
begin
  if current_setting('transaction_read_only') = 'on' then
    kept := current_setting(access.kept_as(what, for_resource, for_verb), true);
    if starts_with(kept, access.kept_for()) then
      return substr(kept, length(access.kept_for()) + 1)::text[];
    end if;
  end if;
  return null;
end $$;

create function access.keep(what text, for_resource text, for_verb text, reached text[]) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
begin
  -- A long list takes as long to read as to find.
  if current_setting('transaction_read_only') = 'on' and cardinality(reached) <= 20000 then
    perform set_config(access.kept_as(what, for_resource, for_verb), access.kept_for() || reached::text, true);
  end if;
  return reached;
end $$;

revoke all on function access.kept_as(text, text, text), access.kept_for(), access.recall(text, text, text),
  access.keep(text, text, text, text[]) from public;

create or replace function access.contracts(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  reached text[] := access.recall('contracts', for_resource, for_verb);
  people text[];
  units text[];
begin
  if reached is null then
    people := array(select access.people(for_resource, for_verb));
    units := array(select access.units(for_resource, for_verb));
    reached := access.keep('contracts', for_resource, for_verb, array(
      select c.contract_no from record.contract c where c.salesperson_no = any (people)
      union
      select c.contract_no from record.contract c where c.unit_code = any (units)
      union
      select s.contract_no from record.credit_share s where s.person_no = any (people)));
  end if;
  return query select unnest(reached);
end $$;

create or replace function access.customers(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  reached text[] := access.recall('customers', for_resource, for_verb);
  people text[];
  units text[];
begin
  if reached is null then
    people := array(select access.people(for_resource, for_verb));
    units := array(select access.units(for_resource, for_verb));
    reached := access.keep('customers', for_resource, for_verb, array(
      select c.customer_code from record.contract c where c.salesperson_no = any (people)
      union
      select c.customer_code from record.contract c where c.unit_code = any (units)
      union
      select c.customer_code from record.contract c where c.contract_no = any (array(
        select s.contract_no from record.credit_share s where s.person_no = any (people)))));
  end if;
  return query select unnest(reached);
end $$;

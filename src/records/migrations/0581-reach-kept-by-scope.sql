-- Who is within reach follows from the scope, not from what is reached for: the contracts a group leader may read are those
-- whose money is read beside them, and were looked for twice (0570). What is kept carries the scope's number. The people are
-- kept as well: each policy asks for them apart from the contracts.

drop function access.recall(text, text, text), access.keep(text, text, text, text[]), access.kept_as(text, text, text);

-- Null when nothing is kept.
create function access.recall(what text, scope int) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  kept text;
begin
  if current_setting('transaction_read_only') = 'on' then
    kept := current_setting('app.reach_' || what || '_' || scope, true);
    if starts_with(kept, access.kept_for()) then
      return substr(kept, length(access.kept_for()) + 1)::text[];
    end if;
  end if;
  return null;
end $$;

create function access.keep(what text, scope int, reached text[]) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
begin
  -- A long list takes as long to read as to find.
  if current_setting('transaction_read_only') = 'on' and cardinality(reached) <= 20000 then
    perform set_config('app.reach_' || what || '_' || scope, access.kept_for() || reached::text, true);
  end if;
  return reached;
end $$;

revoke all on function access.recall(text, int), access.keep(text, int, text[]) from public;

create or replace function access.people(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  scope int := access.scope(for_resource, for_verb);
  me text;
  day date;
  reached text[];
begin
  if scope not between 1 and 4 then
    return;
  end if;
  reached := access.recall('people', scope);
  if reached is null then
    me := access.person();
    day := access.as_of();
    reached := array(select me where me is not null);
    if scope > 1 then
      reached := reached || array(
        select m.person_no from record.team_membership lead
          join record.team_membership m on m.team_code = lead.team_code
          join record.person p on p.person_no = m.person_no
          where lead.person_no = me and lead.role = '组长'
            and lead.valid_from <= day and (lead.valid_to is null or lead.valid_to > day)
            and m.valid_from <= least(day, p.left_on) and (m.valid_to is null or m.valid_to > least(day, p.left_on))
            and m.person_no is distinct from me
        union
        select a.person_no from record.assignment a join record.person p on p.person_no = a.person_no
          where a.superior_no = me and a.valid_from <= least(day, p.left_on)
            and (a.valid_to is null or a.valid_to > least(day, p.left_on)) and a.person_no is distinct from me);
    end if;
    if scope > 2 then
      reached := reached || array(
        select distinct a.person_no from record.assignment a join record.person p on p.person_no = a.person_no
          where a.unit_code = any (array(select access.units(for_resource, for_verb)))
            and a.valid_from <= least(day, p.left_on) and (a.valid_to is null or a.valid_to > least(day, p.left_on)));
    end if;
    reached := access.keep('people', scope, reached);
  end if;
  return query select unnest(reached);
end $$;

create or replace function access.contracts(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  scope int := access.scope(for_resource, for_verb);
  reached text[] := access.recall('contracts', scope);
  people text[];
  units text[];
begin
  if reached is null then
    people := array(select access.people(for_resource, for_verb));
    units := array(select access.units(for_resource, for_verb));
    reached := access.keep('contracts', scope, array(
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
  scope int := access.scope(for_resource, for_verb);
  reached text[] := access.recall('customers', scope);
  people text[];
  units text[];
begin
  if reached is null then
    people := array(select access.people(for_resource, for_verb));
    units := array(select access.units(for_resource, for_verb));
    reached := access.keep('customers', scope, array(
      select c.customer_code from record.contract c where c.salesperson_no = any (people)
      union
      select c.customer_code from record.contract c where c.unit_code = any (units)
      union
      select c.customer_code from record.contract c where c.contract_no = any (array(
        select s.contract_no from record.credit_share s where s.person_no = any (people)))));
  end if;
  return query select unnest(reached);
end $$;

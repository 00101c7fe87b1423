-- Who is within reach, as in 0400, 0420 and 0470, in PL/pgSQL: every page asks several times, and a function in SQL is
-- planned again for every statement. What the scope decides is asked once, and what it rules out is not looked for.

create or replace function access.scope(for_resource text, for_verb text) returns int
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select coalesce(max(r.scope), 0)
    from access.account a
    join access.role_grant g on g.account_id = a.account_id
      and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
    join access.rule r on r.role = g.role and r.resource = for_resource and r.verb = for_verb
    where a.account_id = nullif(current_setting('app.account', true), '') and a.active
  );
end $$;

create or replace function access.person() returns text
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select person_no from access.account
    where account_id = nullif(current_setting('app.account', true), '') and active
  );
end $$;

create or replace function access.units(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  scope int := access.scope(for_resource, for_verb);
  me text;
  day date;
begin
  if scope not in (3, 4) then
    return;
  end if;
  me := access.person();
  day := access.as_of();
  return query
  with recursive placed as (
    select u.unit_code, u.kind, coalesce(p.parent_code, u.parent_code) as parent_code
    from record.unit u left join record.unit_placement p on p.unit_code = u.unit_code
      and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)
  ), post as (
    select a.unit_code from record.assignment a
    where a.person_no = me and a.valid_from <= day and (a.valid_to is null or a.valid_to > day)
  ), upward (unit_code, kind, parent_code, steps) as (
    select p.unit_code, p.kind, p.parent_code, 0 from placed p join post using (unit_code) where scope = 4
    union all
    select p.unit_code, p.kind, p.parent_code, w.steps + 1
    from upward w join placed p on p.unit_code = w.parent_code where w.kind <> '中心' and w.steps < 50
  ), below (unit_code) as (
    (select unit_code from post union select w.unit_code from upward w where w.kind = '中心')
    union
    select p.unit_code from below b join placed p on p.parent_code = b.unit_code
  )
  select b.unit_code from below b;
end $$;

create or replace function access.people(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  scope int := access.scope(for_resource, for_verb);
  me text;
  day date;
begin
  if scope not between 1 and 4 then
    return;
  end if;
  me := access.person();
  if me is not null then
    return next me;
  end if;
  if scope = 1 then
    return;
  end if;
  day := access.as_of();
  return query
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
      and (a.valid_to is null or a.valid_to > least(day, p.left_on)) and a.person_no is distinct from me;
  if scope = 2 then
    return;
  end if;
  return query
  select distinct a.person_no from record.assignment a join record.person p on p.person_no = a.person_no
    where a.unit_code = any (array(select access.units(for_resource, for_verb)))
      and a.valid_from <= least(day, p.left_on) and (a.valid_to is null or a.valid_to > least(day, p.left_on));
end $$;

create or replace function access.contracts(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  people text[] := array(select access.people(for_resource, for_verb));
  units text[] := array(select access.units(for_resource, for_verb));
begin
  return query
  select c.contract_no from record.contract c where c.salesperson_no = any (people)
  union
  select c.contract_no from record.contract c where c.unit_code = any (units)
  union
  select s.contract_no from record.credit_share s where s.person_no = any (people);
end $$;

create or replace function access.shared(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  people text[] := array(select access.people(for_resource, for_verb));
begin
  return query select s.contract_no from record.credit_share s where s.person_no = any (people);
end $$;

create or replace function access.customers(for_resource text, for_verb text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  contracts text[] := array(select access.contracts(for_resource, for_verb));
begin
  return query select distinct c.customer_code from record.contract c where c.contract_no = any (contracts);
end $$;

-- Two migrations replaced access.condition, each without knowing the other's kind of owner: here it is with both,
-- 'team' (0420) and 'signer' (0470).
create or replace function access.condition(for_resource text, for_verb text, belongs_to text, key text) returns text
language sql immutable set search_path = pg_catalog as $$
  select case belongs_to
    when 'everybody' then format('(select access.scope(%1$L, %2$L)) >= 1', for_resource, for_verb)
    when 'nobody' then format('(select access.scope(%1$L, %2$L)) = 5', for_resource, for_verb)
    when 'signer' then format('((select access.scope(%1$L, %2$L)) = 5 or salesperson_no in (select access.people(%1$L, %2$L))
      or unit_code in (select access.units(%1$L, %2$L)) or %3$I in (select access.shared(%1$L, %2$L)))', for_resource, for_verb, key)
    else format('((select access.scope(%1$L, %2$L)) = 5 or %3$I in (select access.%4$I(%1$L, %2$L))%5$s)',
      for_resource, for_verb, key,
      case belongs_to when 'person' then 'people' when 'contract' then 'contracts' when 'unit' then 'units'
        when 'customer' then 'customers' when 'team' then 'teams' end,
      case when belongs_to = 'customer' then format(' or (entered_by = (select access.display_name()) and (select access.scope(%1$L, %2$L)) >= 1)', for_resource, for_verb) else '' end)
    end
$$;

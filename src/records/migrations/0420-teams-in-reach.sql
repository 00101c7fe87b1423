-- Results of a group (业务组) are within reach of those who reach the person leading it: the leader's own bonus is made
-- of them, and a statement must open to what it was made of (M-6.2).
create function access.teams(for_resource text, for_verb text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  select team_code from record.team_membership
  where role = '组长' and person_no in (select access.people(for_resource, for_verb))
    and valid_from <= access.as_of() and (valid_to is null or valid_to > access.as_of())
$$;
revoke all on function access.teams(text, text) from public;
grant execute on function access.teams(text, text) to hengji_app;

alter table access.result_rule drop constraint result_rule_belongs_to_check;
alter table access.result_rule add constraint result_rule_belongs_to_check
  check (belongs_to in ('person', 'contract', 'unit', 'team', 'nobody'));

create or replace function access.condition(for_resource text, for_verb text, belongs_to text, key text) returns text
language sql immutable set search_path = pg_catalog as $$
  select case belongs_to
    when 'everybody' then format('(select access.scope(%1$L, %2$L)) >= 1', for_resource, for_verb)
    when 'nobody' then format('(select access.scope(%1$L, %2$L)) = 5', for_resource, for_verb)
    else format('((select access.scope(%1$L, %2$L)) = 5 or %3$I in (select access.%4$I(%1$L, %2$L))%5$s)',
      for_resource, for_verb, key,
      case belongs_to when 'person' then 'people' when 'contract' then 'contracts' when 'unit' then 'units'
        when 'customer' then 'customers' when 'team' then 'teams' end,
      case when belongs_to = 'customer' then format(' or (entered_by = (select access.display_name()) and (select access.scope(%1$L, %2$L)) >= 1)', for_resource, for_verb) else '' end)
    end
$$;

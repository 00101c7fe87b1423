-- What running the system needs: backups and when one was last proved, and two corrections of 0400.

-- A backup is a file in the data folder; that it can be restored is known only after it has been.
create table access.backup (
  backup_id uuid primary key default gen_random_uuid(),
  file text collate "C" not null unique,
  sha256 text not null,
  bytes bigint not null check (bytes > 0),
  tables int not null,
  rows bigint not null,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  -- what restoring it into an empty database gave: counts, ledger, audit chain, results
  verified_at timestamptz,
  verification jsonb,
  removed_at timestamptz,
  constraint file_plain check (file ~ '^[A-Za-z0-9._-]+\.zip$')
);

create index sign_in_attempt_name on access.sign_in_attempt (sign_in_name, at);
create index entry_actor on audit.entry (actor, entry_id desc);
create index entry_at on audit.entry (at);

-- Tables there were granted, but not the way to them.
grant usage on schema import, audit to hengji_app;

-- Contracts shared with people within reach, whoever signed them.
create function access.shared(for_resource text, for_verb text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  select contract_no from record.credit_share where person_no in (select access.people(for_resource, for_verb))
$$;
revoke all on function access.shared(text, text) from public;
grant execute on function access.shared(text, text) to hengji_app;

-- A contract's own row is judged by what is written in it. Asking which contracts are within reach would look at the
-- table as it was before the row: nobody could enter one, and one could be moved to somebody out of reach.
create or replace function access.condition(for_resource text, for_verb text, belongs_to text, key text) returns text
language sql immutable set search_path = pg_catalog as $$
  select case belongs_to
    when 'everybody' then format('(select access.scope(%1$L, %2$L)) >= 1', for_resource, for_verb)
    when 'nobody' then format('(select access.scope(%1$L, %2$L)) = 5', for_resource, for_verb)
    when 'signer' then format('((select access.scope(%1$L, %2$L)) = 5 or salesperson_no in (select access.people(%1$L, %2$L))
      or unit_code in (select access.units(%1$L, %2$L)) or %3$I in (select access.shared(%1$L, %2$L)))', for_resource, for_verb, key)
    else format('((select access.scope(%1$L, %2$L)) = 5 or %3$I in (select access.%4$I(%1$L, %2$L))%5$s)',
      for_resource, for_verb, key,
      case belongs_to when 'person' then 'people' when 'contract' then 'contracts' when 'unit' then 'units' when 'customer' then 'customers' end,
      case when belongs_to = 'customer' then format(' or (entered_by = (select access.display_name()) and (select access.scope(%1$L, %2$L)) >= 1)', for_resource, for_verb) else '' end)
    end
$$;

-- Which transaction changed which table of records: what the server keeps of an answer holds for as long as nothing new is
-- noted here (docs/decisions/0017). In the program's own schema: transactions have other numbers in another database, so a
-- backup leaves this out.
create table hengji.change (
  of_table regclass not null,
  by_transaction xid8 not null,
  primary key (of_table, by_transaction)
);

-- Written by whoever changes records, who has no rights here. A transaction notes a table once; nobody waits for another.
create function hengji.note_change() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into hengji.change values (tg_relid, pg_current_xact_id()) on conflict do nothing;
  return null;
end $$;
revoke all on function hengji.note_change() from public;

do $$ declare own regclass; begin
  for own in select c.oid from pg_class c where c.relnamespace = 'record'::regnamespace and c.relkind = 'r' loop
    execute format('create trigger change_noted after insert or update or delete or truncate on %s
      for each statement execute function hengji.note_change()', own);
  end loop;
end $$;

-- Whether the table's rows that are visible now are those that were visible in `since`. False for a table whose changes are
-- not noted.
create function access.unchanged(own regclass, since pg_snapshot) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from pg_trigger t where t.tgrelid = own and t.tgname = 'change_noted' and t.tgenabled = 'O')
    and not exists (select from hengji.change c where c.of_table = own
      and c.by_transaction >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(c.by_transaction, since));
end $$;
revoke all on function access.unchanged(regclass, pg_snapshot) from public;
grant execute on function access.unchanged(regclass, pg_snapshot) to hengji_app;

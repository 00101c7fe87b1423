-- Policies, runs, the ledger and the audit chain (X-1, X-2, X-3, X-6).
--
-- A run fills its own partition of its version's result tables (made when the version is published, see
-- src/settlement/result-tables.ts). Triggers here only refuse: what is closed or appended stays as it is.
-- Money is never computed in a trigger.

create schema settlement;

create table settlement.policy_version (
  version_id integer generated always as identity primary key,
  policy text collate "C" not null,
  version text collate "C" not null,
  document text not null,
  -- sha256 of the document
  digest text not null,
  period_length text not null check (period_length in ('month', 'quarter', 'half', 'year')),
  valid_from date,
  valid_to date,
  published_by text not null,
  published_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  unique (policy, version),
  unique (version_id, policy),
  constraint approved_by_second_person check (approved_by <> published_by),
  check ((approved_by is null) = (approved_at is null)),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);

create table settlement.run (
  run_id integer generated always as identity primary key,
  version_id integer not null,
  policy text collate "C" not null,
  period text collate "C" not null,
  -- shadow: a closed period computed again to find late facts; trial: what-if
  kind text not null default 'regular' check (kind in ('regular', 'shadow', 'trial')),
  status text not null check (status in ('calculated', 'reviewed', 'closed', 'paid')),
  started_by text not null,
  -- from this time on the records were read
  snapshot_at timestamptz not null,
  -- when the results last changed
  computed_at timestamptz not null default clock_timestamp(),
  policy_digest text not null,
  result_digest text not null,
  -- what the records read by the policy amounted to; taken when the run is reviewed
  input_digest text,
  problems integer not null check (problems >= 0),
  -- numbers of problems and the definitions they belong to, as compiled
  sites jsonb not null,
  reviewed_by text,
  reviewed_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  constraint reviewed_by_second_person check (reviewed_by <> started_by),
  constraint closed_by_second_person check (closed_by <> started_by),
  constraint no_review_with_problems check (status = 'calculated' or problems = 0),
  check (status = 'calculated' or reviewed_by is not null),
  check (status in ('calculated', 'reviewed') or closed_by is not null),
  foreign key (version_id, policy) references settlement.policy_version (version_id, policy)
);

-- Whatever its version, a policy settles a period once: a new version never pays a month a second time (X-2).
create unique index one_regular_run on settlement.run (policy, period) where kind = 'regular';
create unique index one_shadow_run on settlement.run (version_id, period) where kind = 'shadow';

create table settlement.adjustment (
  adjustment_id integer generated always as identity primary key,
  -- the closed run that late facts touch, and the shadow run that shows them
  run_id integer not null references settlement.run,
  shadow_digest text not null,
  person_no text collate "C" not null references record.person on update cascade,
  -- the period in which the difference is paid
  in_period text collate "C" not null,
  amount numeric not null check (amount <> 0),
  -- what differs: object, key, variable, before and after
  trace jsonb not null,
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  constraint adjusted_by_second_person check (approved_by <> proposed_by),
  check ((approved_by is null) = (approved_at is null))
);

create index on settlement.adjustment (person_no);

create table settlement.ledger_entry (
  entry_id bigint generated always as identity primary key,
  policy text collate "C" not null,
  person_no text collate "C" not null references record.person on update cascade,
  period text collate "C" not null,
  -- payable: what is owed to the person; carried: negative months still to be set off
  account text not null check (account in ('payable', 'carried')),
  kind text not null check (kind in ('earned', 'adjusted', 'carried', 'paid', 'reversed')),
  amount numeric not null,
  run_id integer references settlement.run,
  adjustment_id integer references settlement.adjustment,
  reverses_id bigint unique references settlement.ledger_entry,
  reason text,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  check ((kind = 'reversed') = (reverses_id is not null)),
  check (run_id is not null or adjustment_id is not null or reverses_id is not null)
);

-- A run or an adjustment is posted once, however often the command is repeated.
create unique index one_posting_per_run on settlement.ledger_entry (run_id, person_no, account, kind) where run_id is not null;
create unique index one_posting_per_adjustment on settlement.ledger_entry (adjustment_id) where adjustment_id is not null;
create index on settlement.ledger_entry (person_no, period);

create schema audit;

create table audit.entry (
  entry_id bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null,
  previous_hash text not null,
  hash text not null unique
);

-- src/access/audit.ts keeps one writer at a time by locking this row.
create table audit.head (
  one boolean primary key default true check (one),
  entry_id bigint not null,
  hash text not null
);

insert into audit.head (entry_id, hash) values (0, '');

create function settlement.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'HJ001', message = format('%s.%s only grows', tg_table_schema, tg_table_name);
end $$;

create trigger append_only before update or delete on settlement.ledger_entry
  for each row execute function settlement.refuse_change();
create trigger append_only_truncate before truncate on settlement.ledger_entry
  for each statement execute function settlement.refuse_change();
create trigger append_only before update or delete on audit.entry
  for each row execute function settlement.refuse_change();
create trigger append_only_truncate before truncate on audit.entry
  for each statement execute function settlement.refuse_change();

-- A closed run may only be marked as paid; an approved document and an approved adjustment stay as they are.
create function settlement.refuse_closed_run() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.status in ('closed', 'paid') and (tg_op = 'DELETE'
      or to_jsonb(new) - 'status' <> to_jsonb(old) - 'status' or new.status not in ('closed', 'paid')
      or (old.status = 'paid' and new.status <> 'paid')) then
    raise exception using errcode = 'HJ002', message = format('run %s is closed', old.run_id);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger closed_stays before update or delete on settlement.run
  for each row execute function settlement.refuse_closed_run();

create function settlement.refuse_approved() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.approved_by is not null then
    raise exception using errcode = 'HJ003', message = format('%s is approved and stays as it is', tg_table_name);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger approved_stays before update or delete on settlement.policy_version
  for each row execute function settlement.refuse_approved();
create trigger approved_stays before update or delete on settlement.adjustment
  for each row execute function settlement.refuse_approved();

-- What a closed period was settled by stays readable. When a version ends may still be said.
create function settlement.refuse_used_version() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from settlement.run r where r.version_id = old.version_id and r.status in ('closed', 'paid'))
      and (tg_op = 'DELETE' or to_jsonb(new) - array['valid_to', 'approved_by', 'approved_at']
        <> to_jsonb(old) - array['valid_to', 'approved_by', 'approved_at']) then
    raise exception using errcode = 'HJ003', message = format('version %s of %s has settled closed periods', old.version, old.policy);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger used_stays before update or delete on settlement.policy_version
  for each row execute function settlement.refuse_used_version();

-- On every result table: rows of a closed run cannot be changed, removed or added to.
create function settlement.refuse_closed_result() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from settlement.run r
      where r.run_id = case when tg_op = 'INSERT' then new.run_id else old.run_id end and r.status in ('closed', 'paid')) then
    raise exception using errcode = 'HJ002', message = format('results of run %s are closed', case when tg_op = 'INSERT' then new.run_id else old.run_id end);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

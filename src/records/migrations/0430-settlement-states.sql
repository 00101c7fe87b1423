-- A month from calculation to payment: calculated → reviewed → published → (soft-closed) → closed → paid.
--
-- From publishing on, people have seen the results, so nothing of them changes any more. A published or soft-closed run
-- can be reopened, with a reason, when one person asks and another confirms; a closed one never (X-3). The table of
-- steps is here once more, beside src/settlement/close.ts, so that no other way around it exists.

alter table settlement.run
  add published_by text,
  add published_at timestamptz,
  add soft_closed_by text,
  add soft_closed_at timestamptz,
  add paid_by text,
  add paid_at timestamptz;

do $$ declare old text; begin
  for old in select conname from pg_constraint where conrelid = 'settlement.run'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%calculated%' and conname <> 'no_review_with_problems' loop
    execute format('alter table settlement.run drop constraint %I', old);
  end loop;
end $$;

drop trigger closed_stays on settlement.run;

-- What was closed before there was publishing was final for people from then on.
update settlement.run set published_by = closed_by, published_at = closed_at where status in ('closed', 'paid');
update settlement.run set paid_by = reviewed_by, paid_at = closed_at where status = 'paid';

alter table settlement.run
  add constraint run_status_check check (status in ('calculated', 'reviewed', 'published', 'soft-closed', 'closed', 'paid')),
  add constraint steps_have_people check (
    (status = 'calculated' or reviewed_by is not null)
    and (status in ('calculated', 'reviewed') or published_by is not null)
    and (status <> 'soft-closed' or soft_closed_by is not null)
    and (status in ('calculated', 'reviewed', 'published', 'soft-closed') or closed_by is not null)
    and (status <> 'paid' or paid_by is not null)),
  add constraint published_by_second_person check (published_by <> started_by),
  add constraint soft_closed_by_second_person check (soft_closed_by <> started_by),
  -- who pays is not who closed; who calculated may pay, since two others stand between
  add constraint paid_by_second_person check (paid_by <> closed_by);

create table settlement.reopening (
  reopening_id integer generated always as identity primary key,
  policy text collate "C" not null,
  period text collate "C" not null,
  -- no reference: settling again replaces the run, and why it was reopened stays
  run_id integer not null,
  result_digest text not null,
  reason text not null check (length(btrim(reason)) >= 4),
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  confirmed_by text,
  confirmed_at timestamptz,
  withdrawn_by text,
  withdrawn_at timestamptz,
  constraint reopened_by_second_person check (confirmed_by <> asked_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((withdrawn_by is null) = (withdrawn_at is null)),
  check (confirmed_by is null or withdrawn_by is null)
);
create unique index one_open_reopening on settlement.reopening (run_id) where confirmed_by is null and withdrawn_by is null;

create function settlement.refuse_decided() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op <> 'UPDATE' or old.confirmed_by is not null or old.withdrawn_by is not null
      or to_jsonb(new) - array['confirmed_by', 'confirmed_at', 'withdrawn_by', 'withdrawn_at']
        <> to_jsonb(old) - array['confirmed_by', 'confirmed_at', 'withdrawn_by', 'withdrawn_at'] then
    raise exception using errcode = 'HJ003', message = 'a reopening stays as it was asked for and decided';
  end if;
  return new;
end $$;
create trigger decided_stays before update or delete on settlement.reopening
  for each row execute function settlement.refuse_decided();
create trigger decided_stays_truncate before truncate on settlement.reopening
  for each statement execute function settlement.refuse_change();

create or replace function settlement.refuse_closed_run() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  step text;
  -- what a step after publishing may write, beside the status
  own text[];
begin
  if tg_op = 'INSERT' then
    if new.status <> 'calculated' then
      raise exception using errcode = 'HJ004', message = 'a run begins as calculated';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    if old.status not in ('calculated', 'reviewed') then
      raise exception using errcode = 'HJ002', message = format('run %s is %s', old.run_id, old.status);
    end if;
    return old;
  end if;
  step := old.status || ' ' || new.status;
  if step not in ('calculated calculated', 'calculated reviewed', 'reviewed calculated', 'reviewed published',
      'published soft-closed', 'published closed', 'published calculated', 'soft-closed closed', 'soft-closed calculated',
      'closed paid') or (old.kind <> 'regular' and new.status <> 'calculated') then
    raise exception using errcode = 'HJ002', message = format('run %s is %s and cannot become %s', old.run_id, old.status, new.status);
  end if;
  if old.status in ('calculated', 'reviewed') then
    -- Publishing says that what was reviewed is final, and nothing else.
    if new.status = 'published' and to_jsonb(new) - array['status', 'published_by', 'published_at']
        <> to_jsonb(old) - array['status', 'published_by', 'published_at'] then
      raise exception using errcode = 'HJ002', message = format('run %s is published as it was reviewed', old.run_id);
    end if;
    return new;
  end if;
  own := case new.status
    when 'soft-closed' then array['status', 'soft_closed_by', 'soft_closed_at']
    when 'closed' then array['status', 'closed_by', 'closed_at']
    when 'paid' then array['status', 'paid_by', 'paid_at']
    else array['status', 'reviewed_by', 'reviewed_at', 'input_digest', 'published_by', 'published_at', 'soft_closed_by', 'soft_closed_at']
  end;
  if to_jsonb(new) - own <> to_jsonb(old) - own then
    raise exception using errcode = 'HJ002', message = format('the results of run %s are final', old.run_id);
  end if;
  if new.status = 'calculated' and not exists (select from settlement.reopening r
      where r.run_id = old.run_id and r.result_digest = old.result_digest and r.confirmed_at > old.published_at) then
    raise exception using errcode = 'HJ005', message = format('reopening run %s takes a reason and two people', old.run_id);
  end if;
  return new;
end $$;

create trigger closed_stays before insert or update or delete on settlement.run
  for each row execute function settlement.refuse_closed_run();

create or replace function settlement.refuse_used_version() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from settlement.run r where r.version_id = old.version_id and r.status not in ('calculated', 'reviewed'))
      and (tg_op = 'DELETE' or to_jsonb(new) - array['valid_to', 'approved_by', 'approved_at']
        <> to_jsonb(old) - array['valid_to', 'approved_by', 'approved_at']) then
    raise exception using errcode = 'HJ003', message = format('version %s of %s has settled closed periods', old.version, old.policy);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create or replace function settlement.refuse_closed_result() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from settlement.run r where r.run_id = case when tg_op = 'INSERT' then new.run_id else old.run_id end
      and r.status not in ('calculated', 'reviewed')) then
    raise exception using errcode = 'HJ002', message = format('results of run %s are closed', case when tg_op = 'INSERT' then new.run_id else old.run_id end);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- Money that left is a negative entry of what was owed.
alter table settlement.ledger_entry
  add constraint paid_takes_from_payable check (kind <> 'paid' or (account = 'payable' and amount < 0 and run_id is not null));

-- Monthly appraisal at work (M-5.2, M-5.3; docs/decisions/0014).
--
-- A raise that was refused or withdrawn leaves the table of raises, so that it may be proposed again, and stays here with
-- the reason. One that is approved stays where it is.

create schema review;

create table review.raise_decision (
  decision_id bigint generated always as identity primary key,
  person_no text collate "C" not null references record.person on update cascade,
  period text collate "C" not null,
  points numeric not null,
  reason text not null,
  proposed_by text collate "C" not null references record.person on update cascade,
  outcome text not null check (outcome in ('refused', 'withdrawn')),
  decided_by text collate "C" not null references record.person on update cascade,
  decided_at timestamptz not null default clock_timestamp(),
  -- why it was refused or withdrawn
  explanation text,
  constraint refusal_has_explanation check (outcome = 'withdrawn' or btrim(explanation) <> ''),
  constraint refused_by_second_person check (outcome = 'withdrawn' or decided_by <> proposed_by),
  constraint withdrawn_by_proposer check (outcome = 'refused' or decided_by = proposed_by)
);
create index raise_decision_period on review.raise_decision (period);
create index raise_decision_person on review.raise_decision (person_no);

grant usage on schema review to hengji_app;

-- Whatever a request tries, a rating comes from the head of the department that gives it, on the month's last day, and
-- is neither about the head nor about somebody of that department.
create function review.refuse_foreign_rating() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  me text := access.person();
  day date := (to_date(new.period, 'YYYY-MM') + interval '1 month - 1 day')::date;
begin
  if access.me() is null then return new; end if;
  if new.person_no = me or not exists (select from record.assignment a
        where a.person_no = me and a.unit_code = new.unit_code and a.heads_unit
          and a.valid_from <= day and (a.valid_to is null or a.valid_to > day))
      or exists (select from record.assignment a
        where a.person_no = new.person_no and a.unit_code = new.unit_code
          and a.valid_from <= day and (a.valid_to is null or a.valid_to > day)) then
    raise exception using errcode = '42501', message = 'a rating is given by the head of another department';
  end if;
  return new;
end $$;

create trigger rating_by_head before insert or update on record.cooperation_rating
  for each row execute function review.refuse_foreign_rating();

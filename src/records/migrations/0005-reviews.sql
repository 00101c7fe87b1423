-- Monthly scores, ratings and work records, one row per subject and month.
--
-- The month leads the key: a settled period reads only its own rows. A raise above the cap may wait for its second
-- person, so the approver may be empty here; it is never the proposer nor the person raised (M-5.3).

create table record.monthly_score (
  person_no text collate "C" not null references record.person on update cascade,
  indicator text collate "C" not null,
  period text collate "C" not null,
  score numeric not null,
  origin text not null default '录入',
  remark text,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (period, person_no, indicator),
  constraint score_period_is_month check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  constraint score_indicator_given check (btrim(indicator) <> ''),
  constraint score_in_range check (score between 0 and 100),
  constraint score_origin_known check (origin in ('计算', '录入'))
);
create index monthly_score_person on record.monthly_score (person_no);

create table record.exceptional_score (
  person_no text collate "C" not null references record.person on update cascade,
  period text collate "C" not null,
  points numeric not null,
  reason text not null,
  proposed_by text collate "C" not null references record.person on update cascade,
  approved_by text collate "C" references record.person on update cascade,
  approved_at timestamptz,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (period, person_no),
  constraint raise_period_is_month check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  constraint raise_two_to_three check (points between 2 and 3),
  constraint raise_has_reason check (btrim(reason) <> ''),
  constraint raise_by_two_people check (approved_by <> proposed_by),
  constraint raise_not_for_oneself check (approved_by <> person_no),
  constraint raise_approval_complete check (approved_at is null or approved_by is not null)
);
create index exceptional_score_person on record.exceptional_score (person_no);

create table record.cooperation_rating (
  person_no text collate "C" not null references record.person on update cascade,
  unit_code text collate "C" not null references record.unit on update cascade,
  period text collate "C" not null,
  score numeric not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (period, person_no, unit_code),
  constraint rating_period_is_month check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  constraint rating_in_range check (score between 0 and 10)
);
create index cooperation_rating_person on record.cooperation_rating (person_no);

create table record.work_record (
  person_no text collate "C" not null references record.person on update cascade,
  period text collate "C" not null,
  kind text collate "C" not null,
  due_count int not null,
  submitted_count int not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (period, person_no, kind),
  constraint work_period_is_month check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  constraint work_kind_known check (kind in ('日报', '周报')),
  constraint work_due_not_negative check (due_count >= 0),
  constraint work_submitted_within_due check (submitted_count between 0 and due_count)
);
create index work_record_person on record.work_record (person_no);

-- Units, people, posts, groups and fixed pay.
--
-- Keys are the business's own codes, compared byte by byte, so that results do not depend on the order of import or on
-- a locale. Everything that changes over time is a row with a first day and the first day it no longer holds, as the
-- sheets have it; an exclusion constraint over the half-open range of the two keeps rows of one subject from
-- overlapping. The range is built in the constraint only: settlement compares the plain dates, which is faster, and
-- there is no second copy to keep in step. Upper bounds on amounts also keep out NaN and infinity.

create extension if not exists btree_gist;

create schema record;

create table record.unit (
  unit_code text collate "C" primary key,
  name text not null,
  kind text not null,
  parent_code text collate "C" references record.unit on update cascade,
  opened_on date,
  closed_on date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint unit_code_tidy check (unit_code <> '' and unit_code = btrim(unit_code)),
  constraint unit_kind_known check (kind in ('中心', '事业部', '工程组', '职能')),
  constraint unit_not_its_own_parent check (parent_code <> unit_code),
  constraint unit_closed_after_opened check (closed_on > opened_on)
);

-- Only for units that changed their parent (M-1.4).
create table record.unit_placement (
  unit_code text collate "C" not null references record.unit on update cascade,
  parent_code text collate "C" not null references record.unit on update cascade,
  valid_from date not null,
  valid_to date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (unit_code, valid_from),
  constraint placement_not_in_itself check (parent_code <> unit_code),
  constraint placement_ends_after_start check (valid_to > valid_from),
  constraint placement_one_at_a_time
    exclude using gist (unit_code with =, daterange(valid_from, valid_to) with &&)
);

create table record.person (
  person_no text collate "C" primary key,
  name text not null,
  hired_on date not null,
  left_on date,
  workplace text,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint person_no_tidy check (person_no <> '' and person_no = btrim(person_no)),
  constraint person_left_after_hired check (left_on >= hired_on)
);

create table record.assignment (
  person_no text collate "C" not null references record.person on update cascade,
  unit_code text collate "C" not null references record.unit on update cascade,
  position text not null,
  superior_no text collate "C" references record.person on update cascade,
  heads_unit boolean not null default false,
  valid_from date not null,
  valid_to date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (person_no, valid_from),
  constraint assignment_not_own_superior check (superior_no <> person_no),
  constraint assignment_ends_after_start check (valid_to > valid_from),
  constraint assignment_one_at_a_time
    exclude using gist (person_no with =, daterange(valid_from, valid_to) with &&),
  constraint assignment_one_head_of_unit
    exclude using gist (unit_code with =, daterange(valid_from, valid_to) with &&) where (heads_unit)
);
create index assignment_unit on record.assignment (unit_code);
create index assignment_superior on record.assignment (superior_no);

create table record.fixed_pay (
  person_no text collate "C" not null references record.person on update cascade,
  base_pay numeric not null,
  allowance numeric not null default 0,
  valid_from date not null,
  valid_to date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (person_no, valid_from),
  constraint pay_base_in_range check (base_pay between 0 and 1000000000000),
  constraint pay_allowance_in_range check (allowance between 0 and 1000000000000),
  constraint pay_ends_after_start check (valid_to > valid_from),
  constraint pay_one_at_a_time
    exclude using gist (person_no with =, daterange(valid_from, valid_to) with &&)
);

-- Groups form freely and may merge (M-7).
create table record.team (
  team_code text collate "C" primary key,
  name text not null,
  unit_code text collate "C" not null references record.unit on update cascade,
  formed_on date not null,
  dissolved_on date,
  merged_into text collate "C" references record.team on update cascade,
  merged_on date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint team_code_tidy check (team_code <> '' and team_code = btrim(team_code)),
  constraint team_dissolved_after_formed check (dissolved_on > formed_on),
  constraint team_not_merged_into_itself check (merged_into <> team_code),
  constraint team_merger_complete check ((merged_into is null) = (merged_on is null))
);
create index team_unit on record.team (unit_code);

create table record.team_membership (
  team_code text collate "C" not null references record.team on update cascade,
  person_no text collate "C" not null references record.person on update cascade,
  role text not null default '组员',
  valid_from date not null,
  valid_to date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (team_code, person_no, valid_from),
  constraint membership_role_known check (role in ('组长', '组员')),
  constraint membership_ends_after_start check (valid_to > valid_from),
  constraint membership_one_team_at_a_time
    exclude using gist (person_no with =, daterange(valid_from, valid_to) with &&),
  constraint membership_one_leader_of_team
    exclude using gist (team_code with =, daterange(valid_from, valid_to) with &&) where (role = '组长')
);

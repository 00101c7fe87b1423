-- What was entered, corrected or taken away in a month that was closed by then (X-3). The month itself stays; finance looks
-- for the difference, and until it has looked, the month waits for it.
--
-- A log, because rows cannot say it: one that was removed or moved to another month is no longer where it was. Looking is
-- a shadow settlement; what was noted before its snapshot is settled.

create table settlement.late_record (
  late_id bigint generated always as identity primary key,
  policy text collate "C" not null,
  -- the first closed period that would have seen it
  period text collate "C" not null,
  object text collate "C" not null,
  rows int not null check (rows > 0),
  noted_at timestamptz not null default clock_timestamp()
);
create index late_record_period on settlement.late_record (policy, period, noted_at);

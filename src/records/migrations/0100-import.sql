-- Where records came from: every file imported, and what became of each of its sheets.
--
-- A row stays for every import, also of a file seen before, so that "who brought this in, and when" always has an answer.
-- The totals are the control: read = accepted + rejected, and accepted = added + changed + unchanged.

create schema import;

create table import.file (
  id bigint generated always as identity primary key,
  name text not null,
  sha256 text collate "C" not null,
  imported_by text not null,
  imported_at timestamptz not null default now(),
  constraint file_sha256_form check (sha256 ~ '^[0-9a-f]{64}$')
);
create index file_sha256 on import.file (sha256);

create table import.sheet (
  file_id bigint not null references import.file,
  sheet text not null,
  object text collate "C" not null,
  read_rows int not null,
  accepted_rows int not null,
  rejected_rows int not null,
  added_rows int not null,
  changed_rows int not null,
  unchanged_rows int not null,
  skipped_rows int not null,
  -- Per amount column: heading, unit, sum over all rows read, sum over those accepted.
  sums jsonb not null,
  primary key (file_id, sheet),
  constraint sheet_rows_accounted_for check (read_rows = accepted_rows + rejected_rows),
  constraint sheet_accepted_accounted_for check (accepted_rows = added_rows + changed_rows + unchanged_rows)
);

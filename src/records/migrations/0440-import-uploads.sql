-- Files people bring in through the pages: what was sent, how it is to be understood, what a check found, what became of
-- it. And what an import needs to be taken back: how the rows it changed stood before.
--
-- An upload outlives the process: the file lies in the folder of the installation under a random name, everything else
-- here. What the import wrote and what it says about itself are committed together, so a process killed in the middle
-- finds either nothing or the whole.

create table import.upload (
  upload_id uuid primary key default gen_random_uuid(),
  -- as the person called it; the file on disk has a name of its own, gone once the file is deleted
  name text not null,
  stored_as text collate "C" unique,
  bytes bigint not null,
  account_id text not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null default clock_timestamp(),
  -- per sheet: object, columns, what to leave out
  choices jsonb not null default '{}',
  all_or_nothing boolean not null default false,
  status text not null default 'open' check (status in ('open', 'done', 'withdrawn', 'expired')),
  -- what a check of exactly these choices found; null again when they change
  checked jsonb,
  result jsonb,
  import_id bigint references import.file,
  job_id uuid,
  constraint upload_stored_name_random check (stored_as ~ '^[0-9a-f-]{36}$'),
  constraint upload_done_has_result check ((status = 'done') <= (result is not null))
);
create index upload_account on import.upload (account_id, uploaded_at desc);
create index upload_import on import.upload (import_id) where import_id is not null;

-- Rows that were not taken, with their reasons: of the last check, then of the import.
create table import.rejection (
  upload_id uuid not null references import.upload on delete cascade,
  sheet text not null,
  source_row int not null,
  reasons jsonb not null,
  primary key (upload_id, sheet, source_row)
);

-- How a row stood before an import changed it, whole: numbers keep their digits in jsonb.
create table import.row_before (
  import_id bigint not null references import.file,
  object text collate "C" not null,
  source_row int not null,
  sheet text not null,
  row jsonb not null,
  primary key (import_id, object, sheet, source_row)
);

alter table import.file
  add column undone_at timestamptz,
  add column undone_by text,
  add constraint file_undone_by_somebody check ((undone_at is null) = (undone_by is null));

-- Only imports that kept how rows stood can be taken back.
alter table import.file add column kept_before boolean not null default false;
alter table import.file alter kept_before set default true;

-- Long work and how far it has come, so that a page can follow it and a restart goes on with it. The queue itself is
-- pg-boss's, in a schema of its own; a job here is what people see of it.

create schema job;

create table job.job (
  job_id uuid primary key default gen_random_uuid(),
  kind text not null,
  title text not null,
  input jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done int not null default 0,
  total int not null default 0,
  stage text not null default '',
  result jsonb,
  -- code, message and details of a refusal; a bug has only its reference
  error jsonb,
  account_id text not null,
  actor text not null,
  cancel_requested boolean not null default false,
  attempts int not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  check ((ended_at is not null) = (status in ('done', 'failed', 'cancelled')))
);
create index job_account on job.job (account_id, created_at desc);
create index job_open on job.job (created_at) where status in ('queued', 'running');

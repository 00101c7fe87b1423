-- A backup carries the end of the audit chain out of the database: who rewrites the chain from some entry on would have
-- to rewrite every backup since.
alter table access.backup
  add column audit_entry bigint not null default 0,
  add column audit_hash text not null default '';

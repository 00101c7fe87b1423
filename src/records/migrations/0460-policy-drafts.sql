-- Drafts of policies on their way to a version (X-1, X-2): written by some, approved by another.
--
-- What was submitted is bound to its digest: the document cannot change while it waits for a decision or after it was
-- approved, and whoever wrote any of it does not approve it. Both hold here, whatever the application does.

create table settlement.policy_draft (
  draft_id integer generated always as identity primary key,
  -- name and version as the head of the document says
  policy text collate "C" not null,
  version text collate "C" not null,
  based_on integer references settlement.policy_version,
  document text not null check (length(document) between 1 and 400000),
  digest text not null constraint digest_of_document check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'refused')),
  -- counts what was saved, so that nobody overwrites what they have not seen
  revision integer not null default 1,
  author text not null,
  editors text[] not null check (cardinality(editors) > 0),
  created_at timestamptz not null default clock_timestamp(),
  updated_by text not null,
  updated_at timestamptz not null default clock_timestamp(),
  submitted_by text,
  submitted_at timestamptz,
  submitted_digest text,
  -- what the author says about it: what changes and why, who was consulted, and why a possible breach of law stands
  summary text,
  consultation text,
  override_reason text,
  -- what it would have changed in the last settled period, computed when it was submitted
  effect jsonb,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  -- the warnings about law that the approver has read, one by one
  acknowledged jsonb,
  version_id integer references settlement.policy_version,
  constraint submitted_document_stays check (
    state = 'draft' or (submitted_digest is not null and (state = 'refused' or submitted_digest = digest))),
  constraint decided_by_second_person check (decided_by is null or not decided_by = any (editors || author || submitted_by)),
  check ((submitted_by is null) = (submitted_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state in ('approved', 'refused')) = (decided_by is not null)),
  check (state <> 'refused' or decision_reason is not null),
  check ((state = 'approved') = (version_id is not null))
);

-- One draft at a time changes a version, so that two people do not write past each other.
create unique index one_open_draft on settlement.policy_draft (based_on) where state <> 'approved';

create function settlement.refuse_approved_draft() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state = 'approved' then
    raise exception using errcode = 'HJ003', message = format('draft %s is approved and stays as it is', old.draft_id);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger approved_stays before update or delete on settlement.policy_draft
  for each row execute function settlement.refuse_approved_draft();

-- An approved version stays as it is, but when it ends may still be said.
create function settlement.refuse_approved_version() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.approved_by is not null and (tg_op = 'DELETE' or to_jsonb(new) - 'valid_to' <> to_jsonb(old) - 'valid_to') then
    raise exception using errcode = 'HJ003', message = format('%s is approved and stays as it is', tg_table_name);
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

drop trigger approved_stays on settlement.policy_version;
create trigger approved_stays before update or delete on settlement.policy_version
  for each row execute function settlement.refuse_approved_version();

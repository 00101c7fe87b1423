-- A code of an authenticator opens one sign-in: which were used, as hashes, for as long as one could be tried again.
create table access.used_code (
  account_id text not null,
  code_hash text not null,
  used_at timestamptz not null default clock_timestamp(),
  primary key (account_id, code_hash)
);
create index used_code_at on access.used_code (used_at);

-- How a product comes into the filed catalogue (M-2.2, M-3.1): the unit proposes, the R&D centre agrees where the product is
-- the company's own, finance files. Each step is another person's. Only filing writes record.catalogue_filing, which is what
-- policies read; what came before it stays here as its history.

create schema filing;

create table filing.request (
  request_id bigint generated always as identity primary key,
  product_code text collate "C" not null references record.product on update cascade,
  reason text not null,
  -- the company's own products need the R&D centre; what others make does not
  needs_agreement boolean not null,
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  agreed_by text,
  agreed_at timestamptz,
  filed_by text,
  filed_at timestamptz,
  filed_on date,
  returned_by text,
  returned_at timestamptz,
  return_reason text,
  state text generated always as (
    case when returned_by is not null then '退回' when filed_by is not null then '已备案'
      when agreed_by is not null then '研发同意' else '提议' end
  ) stored,
  constraint request_says_why check (btrim(reason) <> ''),
  constraint agreed_by_another check (agreed_by <> proposed_by),
  constraint filed_by_another check (filed_by <> proposed_by and filed_by <> coalesce(agreed_by, '')),
  constraint filed_after_agreement check (filed_by is null or agreed_by is not null or not needs_agreement),
  constraint filed_or_returned check (filed_by is null or returned_by is null),
  constraint agreed_complete check ((agreed_by is null) = (agreed_at is null)),
  constraint filed_complete check ((filed_by is null) = (filed_at is null) and (filed_by is null) = (filed_on is null)),
  constraint returned_complete check (
    (returned_by is null) = (returned_at is null) and (returned_by is null) = (return_reason is null)
  )
);
create unique index request_one_open on filing.request (product_code) where state in ('提议', '研发同意');
grant usage on schema filing to hengji_app;

-- Products, their filing with finance, base prices, and customers.
--
-- The filing and the price in force on a contract's signing date decide (M-2.2, M-4.3), so at most one of each may hold
-- on any day: the lookup joins without sorting and can never double a contract line. A withdrawn filing may overlap.

create table record.product (
  product_code text collate "C" primary key,
  name text not null,
  line text not null,
  category text not null,
  measure text,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint product_code_tidy check (product_code <> '' and product_code = btrim(product_code)),
  constraint product_category_known check (category in ('主营产品', '代理产品', '成套产品', '服务'))
);

create table record.catalogue_filing (
  product_code text collate "C" not null references record.product on update cascade,
  filed_on date not null,
  expires_on date,
  status text not null default '已备案',
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (product_code, filed_on),
  constraint filing_status_known check (status in ('已备案', '已撤销')),
  constraint filing_ends_after_start check (expires_on > filed_on),
  constraint filing_one_at_a_time
    exclude using gist (product_code with =, daterange(filed_on, expires_on) with &&) where (status = '已备案')
);

create table record.base_price (
  product_code text collate "C" not null references record.product on update cascade,
  price numeric not null,
  valid_from date not null,
  valid_to date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (product_code, valid_from),
  constraint price_in_range check (price between 0 and 1000000000000),
  constraint price_ends_after_start check (valid_to > valid_from),
  constraint price_one_at_a_time
    exclude using gist (product_code with =, daterange(valid_from, valid_to) with &&)
);

create table record.customer (
  customer_code text collate "C" primary key,
  name text not null,
  region text,
  category text,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint customer_code_tidy check (customer_code <> '' and customer_code = btrim(customer_code))
);

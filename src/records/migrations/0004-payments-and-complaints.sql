-- What happened to contracts after signing: money, acceptance, returns, complaints.
--
-- A refund may name the receipt and a return the line it undoes (M-4.5). Those two references are deferred: renaming a
-- contract reaches the row by two ways, and checked at once the first way would find the second not yet renamed.

create table record.acceptance (
  contract_no text collate "C" not null references record.contract on update cascade,
  acceptance_no text collate "C" not null,
  accepted_on date not null,
  kind text not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, acceptance_no),
  constraint acceptance_no_given check (btrim(acceptance_no) <> ''),
  constraint acceptance_kind_known check (kind in ('货品', '工程'))
);
create index acceptance_accepted on record.acceptance (accepted_on);
-- The first acceptance of each contract, read in order of contracts.
create index acceptance_first on record.acceptance (contract_no, accepted_on);

create table record.receipt (
  contract_no text collate "C" not null references record.contract on update cascade,
  receipt_no text collate "C" not null,
  received_on date not null,
  amount numeric not null,
  kind text not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, receipt_no),
  constraint receipt_no_given check (btrim(receipt_no) <> ''),
  constraint receipt_amount_in_range check (amount between 0 and 1000000000000),
  constraint receipt_kind_known check (kind in ('订金', '进度款', '验收款', '质保金', '其他'))
);
create index receipt_received on record.receipt (received_on);

create table record.refund (
  contract_no text collate "C" not null references record.contract on update cascade,
  refund_no text collate "C" not null,
  refunded_on date not null,
  amount numeric not null,
  reason text,
  receipt_no text collate "C",
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, refund_no),
  constraint refund_of_receipt foreign key (contract_no, receipt_no) references record.receipt
    on update cascade deferrable initially deferred,
  constraint refund_no_given check (btrim(refund_no) <> ''),
  constraint refund_amount_in_range check (amount between 0 and 1000000000000)
);
create index refund_refunded on record.refund (refunded_on);
create index refund_receipt on record.refund (contract_no, receipt_no) where receipt_no is not null;

create table record.goods_return (
  contract_no text collate "C" not null references record.contract on update cascade,
  return_no text collate "C" not null,
  line_no int,
  returned_on date not null,
  quantity numeric not null,
  amount numeric not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, return_no),
  constraint return_of_line foreign key (contract_no, line_no) references record.contract_line
    on update cascade deferrable initially deferred,
  constraint return_no_given check (btrim(return_no) <> ''),
  constraint return_quantity_in_range check (quantity > 0 and quantity <= 1000000000000),
  constraint return_amount_in_range check (amount between 0 and 1000000000000)
);
create index goods_return_returned on record.goods_return (returned_on);
create index goods_return_line on record.goods_return (contract_no, line_no) where line_no is not null;

create table record.complaint (
  complaint_no text collate "C" primary key,
  customer_code text collate "C" not null references record.customer on update cascade,
  contract_no text collate "C" references record.contract on update cascade,
  person_no text collate "C" references record.person on update cascade,
  complained_on date not null,
  justified boolean,
  judged_on date,
  content text not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint complaint_no_tidy check (complaint_no <> '' and complaint_no = btrim(complaint_no)),
  constraint complaint_judged_after_made check (judged_on >= complained_on),
  constraint complaint_judged_has_verdict check (judged_on is null or justified is not null)
);
create index complaint_customer on record.complaint (customer_code);
create index complaint_contract on record.complaint (contract_no) where contract_no is not null;
create index complaint_person on record.complaint (person_no) where person_no is not null;
create index complaint_complained on record.complaint (complained_on);

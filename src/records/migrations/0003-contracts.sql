-- Contracts and what is agreed in them.
--
-- Everything that belongs to a contract begins its key with the contract's number, so that the whole family can be
-- spread over machines by it and still join locally. That the credit shares of a contract sum to 1 is for the policy to
-- say (M-4.6): rows arrive one by one, and a wrong sum is a problem to show, not a row to refuse.

create table record.contract (
  contract_no text collate "C" primary key,
  kind text not null,
  customer_code text collate "C" not null references record.customer on update cascade,
  unit_code text collate "C" not null references record.unit on update cascade,
  salesperson_no text collate "C" not null references record.person on update cascade,
  signed_on date not null,
  turnover numeric not null,
  retention numeric not null default 0,
  retention_due_on date,
  trial_contract_no text collate "C" references record.contract on update cascade,
  trial_ends_on date,
  status text not null default '履行中',
  ended_on date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  constraint contract_no_tidy check (contract_no <> '' and contract_no = btrim(contract_no)),
  constraint contract_kind_known check (
    kind in ('试用协议', '直营购销合同', '技术改造协议', '代理产品购销合同', '合同能源管理合同')
  ),
  constraint contract_turnover_in_range check (turnover between 0 and 1000000000000),
  constraint contract_retention_in_range check (retention between 0 and turnover),
  constraint contract_retention_due_after_signing check (retention_due_on >= signed_on),
  constraint contract_trial_is_another check (trial_contract_no <> contract_no),
  constraint contract_trial_comes_first check (trial_contract_no is null or kind <> '试用协议'),
  constraint contract_trial_ends_after_signing check (trial_ends_on >= signed_on),
  constraint contract_status_known check (status in ('履行中', '已完成', '已终止', '已退回')),
  constraint contract_ended_after_signing check (ended_on >= signed_on),
  constraint contract_running_has_no_end check (status <> '履行中' or ended_on is null)
);
create index contract_customer on record.contract (customer_code);
create index contract_unit on record.contract (unit_code);
create index contract_salesperson on record.contract (salesperson_no);
create index contract_signed on record.contract (signed_on);
create index contract_trial on record.contract (trial_contract_no) where trial_contract_no is not null;

create table record.contract_line (
  contract_no text collate "C" not null references record.contract on update cascade,
  line_no int not null,
  product_code text collate "C" not null references record.product on update cascade,
  quantity numeric not null,
  unit_price numeric not null,
  amount numeric not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, line_no),
  constraint line_no_positive check (line_no > 0),
  constraint line_quantity_in_range check (quantity > 0 and quantity <= 1000000000000),
  constraint line_price_in_range check (unit_price between 0 and 1000000000000),
  constraint line_amount_in_range check (amount between 0 and 1000000000000)
);
create index contract_line_product on record.contract_line (product_code);

create table record.concession (
  contract_no text collate "C" not null,
  line_no int not null,
  item_no int not null,
  content text not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, line_no, item_no),
  foreign key (contract_no, line_no) references record.contract_line on update cascade,
  constraint concession_no_positive check (item_no > 0),
  constraint concession_says_something check (btrim(content) <> '')
);

create table record.credit_share (
  contract_no text collate "C" not null references record.contract on update cascade,
  person_no text collate "C" not null references record.person on update cascade,
  share numeric not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, person_no),
  constraint share_in_range check (share between 0 and 1)
);
create index credit_share_person on record.credit_share (person_no);

create table record.payment_plan (
  contract_no text collate "C" not null references record.contract on update cascade,
  instalment_no int not null,
  due_on date not null,
  amount numeric not null,
  kind text,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, instalment_no),
  constraint plan_no_positive check (instalment_no > 0),
  constraint plan_amount_in_range check (amount between 0 and 1000000000000),
  constraint plan_kind_known check (kind in ('订金', '进度款', '验收款', '质保金', '其他'))
);
create index payment_plan_due on record.payment_plan (due_on);

-- Turnover of energy contracts counts per accepted sharing period, not at signing (M-3.2).
create table record.recognition (
  contract_no text collate "C" not null references record.contract on update cascade,
  instalment_no int not null,
  from_on date not null,
  to_on date not null,
  recognised_on date,
  amount numeric not null,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, instalment_no),
  constraint recognition_no_positive check (instalment_no > 0),
  constraint recognition_ends_after_start check (to_on >= from_on),
  constraint recognition_amount_in_range check (amount between 0 and 1000000000000),
  constraint recognition_periods_apart
    exclude using gist (contract_no with =, daterange(from_on, to_on, '[]') with &&)
);
create index recognition_recognised on record.recognition (recognised_on) where recognised_on is not null;

create table record.contract_paper (
  contract_no text collate "C" not null references record.contract on update cascade,
  name text collate "C" not null,
  due_on date not null,
  complete boolean not null default false,
  submitted_on date,
  entered_by text,
  entered_at timestamptz not null default now(),
  import_id bigint,
  source_row int,
  primary key (contract_no, name),
  constraint paper_name_given check (btrim(name) <> '')
);
create index contract_paper_due on record.contract_paper (due_on);

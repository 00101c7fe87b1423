-- The other side of 0583: what a refund, a return or a contract of a trial leans on cannot be taken away under it. Looked at
-- when all is written, as what belongs together may go together.

create function record.keep_refunds_covered() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  refunded numeric := (select sum(amount) from record.refund where contract_no = old.contract_no);
begin
  if refunded > (select coalesce(sum(amount), 0) from record.receipt where contract_no = old.contract_no) then
    perform record.refuse('refund_within_receipts', 'refund', '退款合计不能超过这份合同已经登记的回款');
  end if;
  return null;
end $$;

create constraint trigger refunds_stay_covered after update of contract_no, amount on record.receipt
  deferrable initially deferred for each row
  when (new.contract_no <> old.contract_no or new.amount < old.amount) execute function record.keep_refunds_covered();
create constraint trigger refunds_stay_covered_by_rest after delete on record.receipt
  deferrable initially deferred for each row execute function record.keep_refunds_covered();

create function record.keep_line_returns_covered() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select sum(quantity) from record.goods_return where contract_no = new.contract_no and line_no = new.line_no)
    > (select quantity from record.contract_line where contract_no = new.contract_no and line_no = new.line_no) then
    perform record.refuse('return_within_line', 'goods_return', '退货数量合计不能超过这一行明细的数量');
  end if;
  return null;
end $$;

create constraint trigger returns_stay_covered after update of quantity on record.contract_line
  deferrable initially deferred for each row
  when (new.quantity < old.quantity) execute function record.keep_line_returns_covered();

create function record.keep_contract_consistent() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now record.contract;
begin
  select * into now from record.contract where contract_no = new.contract_no;
  if (select sum(amount) from record.goods_return where contract_no = now.contract_no) > now.turnover then
    perform record.refuse('return_within_turnover', 'goods_return', '退货金额合计不能超过合同的营业额');
  end if;
  if now.kind <> '试用协议' and exists (select from record.contract where trial_contract_no = now.contract_no) then
    perform record.refuse('contract_trial_is_a_trial', 'contract', '这里应当填一份试用协议的编号');
  end if;
  if exists (
    select from record.contract where trial_contract_no = now.contract_no and customer_code <> now.customer_code
  ) then
    perform record.refuse('contract_trial_same_customer', 'contract', '试用协议应当是同一个客户的');
  end if;
  return null;
end $$;

create constraint trigger contract_stays_consistent after update of turnover, kind, customer_code on record.contract
  deferrable initially deferred for each row
  when (new.turnover < old.turnover or new.kind <> old.kind or new.customer_code <> old.customer_code)
  execute function record.keep_contract_consistent();

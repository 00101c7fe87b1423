-- What the rows of a contract, or of the organisation, have to say together. A slip here is commission on money that never
-- was, or a department whose head sees everybody; so it is refused where it is written, whichever way it comes.
--
-- Rows of before may break a rule; they stay until somebody corrects them (rows-before-rules.ts).

-- Half a fen for each piece: a unit price is often the amount divided, and rounded.
alter table record.contract_line add constraint line_total_is_price_times_quantity
  check (abs(amount - quantity * unit_price) <= 0.005 * (quantity + 1)) not valid;
do $$ begin
  alter table record.contract_line validate constraint line_total_is_price_times_quantity;
exception when check_violation then null;
end $$;

create function record.refuse(rule text, of_table text, message text) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'check_violation', schema = 'record', table = of_table, constraint = rule, message = message;
end $$;

create function record.check_refund() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select coalesce(sum(amount), 0) from record.refund where contract_no = new.contract_no)
    > (select coalesce(sum(amount), 0) from record.receipt where contract_no = new.contract_no) then
    perform record.refuse('refund_within_receipts', 'refund', '退款合计不能超过这份合同已经登记的回款');
  end if;
  return null;
end $$;

create trigger refund_within_receipts after insert or update on record.refund
  for each row execute function record.check_refund();

create function record.check_return() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.line_no is not null
    and (select sum(quantity) from record.goods_return where contract_no = new.contract_no and line_no = new.line_no)
      > (select quantity from record.contract_line where contract_no = new.contract_no and line_no = new.line_no) then
    perform record.refuse('return_within_line', 'goods_return', '退货数量合计不能超过这一行明细的数量');
  end if;
  if (select sum(amount) from record.goods_return where contract_no = new.contract_no)
    > (select turnover from record.contract where contract_no = new.contract_no) then
    perform record.refuse('return_within_turnover', 'goods_return', '退货金额合计不能超过合同的营业额');
  end if;
  return null;
end $$;

create trigger return_within_contract after insert or update on record.goods_return
  for each row execute function record.check_return();

create function record.check_trial() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  trial record.contract;
begin
  select * into trial from record.contract where contract_no = new.trial_contract_no;
  if trial.kind <> '试用协议' then
    perform record.refuse('contract_trial_is_a_trial', 'contract', '这里应当填一份试用协议的编号');
  end if;
  if trial.customer_code <> new.customer_code then
    perform record.refuse('contract_trial_same_customer', 'contract', '试用协议应当是同一个客户的');
  end if;
  return null;
end $$;

create trigger contract_of_trial after insert or update of trial_contract_no, customer_code, kind on record.contract
  for each row when (new.trial_contract_no is not null) execute function record.check_trial();

-- A unit under itself, over however many steps and on whatever day, would have everybody below it: the top goes missing, and
-- whoever heads it sees the whole company.
create function record.check_unit() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  day date;
begin
  for day in
    select '-infinity'::date union select valid_from from record.unit_placement
      union select valid_to from record.unit_placement where valid_to is not null
  loop
    if exists (
      with recursive placed as (
        select u.unit_code, coalesce(p.parent_code, u.parent_code) as parent_code
        from record.unit u left join record.unit_placement p on p.unit_code = u.unit_code
          and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)
      ), upward (unit_code) as (
        select parent_code from placed where unit_code = new.unit_code
        union
        select p.parent_code from upward w join placed p on p.unit_code = w.unit_code
      )
      select from upward where unit_code = new.unit_code
    ) then
      perform record.refuse('unit_not_below_itself', tg_table_name, '上级部门不能是部门自己下面的部门：那样这一支就脱离了组织');
    end if;
  end loop;
  return null;
end $$;

create trigger unit_not_below_itself after insert or update of unit_code, parent_code on record.unit
  for each row when (new.parent_code is not null) execute function record.check_unit();
create trigger unit_not_below_itself after insert or update on record.unit_placement
  for each row execute function record.check_unit();

-- Money that came in or went back is more than nothing (M-4.4, M-4.5).
--
-- Rows of before may be 0; they pay nothing and stay. The rule holds for what is written from now on, and for all rows
-- where none is 0. Dating a receipt writes the row to itself, so rows that stay as they were are left out of it: their day
-- decides nothing.

alter table record.receipt add constraint receipt_amount_not_zero check (amount <> 0) not valid;
alter table record.refund add constraint refund_amount_not_zero check (amount <> 0) not valid;

do $$ begin
  alter table record.receipt validate constraint receipt_amount_not_zero;
exception when check_violation then null; end $$;
do $$ begin
  alter table record.refund validate constraint refund_amount_not_zero;
exception when check_violation then null; end $$;

create or replace function record.date_deposits() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  update record.receipt set received_on = received_on
    where kind = '订金' and amount > 0 and contract_no in (select contract_no from changed);
  return null;
end $$;

create or replace function record.date_receipts() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  update record.receipt set received_on = received_on where contract_no = new.contract_no and amount > 0;
  return null;
end $$;

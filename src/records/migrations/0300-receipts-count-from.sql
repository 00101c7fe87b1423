-- The day from which a receipt is visible and the day from which it counts (M-4.4), kept beside the receipt.
--
-- Both follow from the contract's signing date and first acceptance. Found anew, they cost every settlement a join of
-- all receipts with all contracts and all acceptances. They are dates, not money; nothing else writes them, and
-- whatever order rows arrive in, they are what the records say (docs/decisions/0010).
--
-- counted_on is the final day: a period that ends before it does not see it yet. A deposit without acceptance has none.

alter table record.receipt add column visible_on date, add column counted_on date;

create function record.date_receipt() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  select greatest(new.received_on, signed_on) into new.visible_on
    from record.contract where contract_no = new.contract_no;
  new.counted_on = new.visible_on;
  if new.kind = '订金' then
    select greatest(new.visible_on, min(accepted_on)) into new.counted_on
      from record.acceptance where contract_no = new.contract_no having min(accepted_on) is not null;
  end if;
  -- A receipt of an unknown contract is refused by its foreign key, which is checked after this.
  new.visible_on = coalesce(new.visible_on, new.received_on);
  return new;
end $$;

create trigger dated before insert or update on record.receipt
  for each row execute function record.date_receipt();

update record.receipt set received_on = received_on;
alter table record.receipt alter visible_on set not null;

-- Writing a row to itself dates it again.
create function record.date_deposits() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  update record.receipt set received_on = received_on
    where kind = '订金' and contract_no in (select contract_no from changed);
  return null;
end $$;

create trigger dates_deposits_insert after insert on record.acceptance referencing new table as changed
  for each statement execute function record.date_deposits();
create trigger dates_deposits_update after update on record.acceptance referencing new table as changed
  for each statement execute function record.date_deposits();
create trigger dates_deposits_move after update on record.acceptance referencing old table as changed
  for each statement execute function record.date_deposits();
create trigger dates_deposits_delete after delete on record.acceptance referencing old table as changed
  for each statement execute function record.date_deposits();

create function record.date_receipts() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  update record.receipt set received_on = received_on where contract_no = new.contract_no;
  return null;
end $$;

create trigger dates_receipts after update on record.contract
  for each row when (old.signed_on is distinct from new.signed_on) execute function record.date_receipts();

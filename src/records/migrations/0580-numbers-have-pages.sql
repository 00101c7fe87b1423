-- A number that has a page stands in its address, /contracts/CP-2026-0001, and in those of /api. Some words mean something
-- else there: /contracts/new is the form, /api/contracts/price a question; and what is written . or .. is resolved away by
-- every browser, also as %2e. What has such a number could be entered, and never be opened.
--
-- Rows of before may have one; they stay. The rule holds for what is written from now on.

do $$
declare
  rule record;
begin
  for rule in select * from (values
    ('contract', 'contract_no', array['.', '..', 'new', 'price']),
    ('customer', 'customer_code', array['.', '..']),
    ('product', 'product_code', array['.', '..']),
    ('person', 'person_no', array['.', '..'])
  ) as own (of_table, of_column, taken)
  loop
    execute format('alter table record.%I add constraint %I check (lower(%I) <> all (%L::text[])) not valid',
      rule.of_table, rule.of_column || '_has_a_page', rule.of_column, rule.taken);
    begin
      execute format('alter table record.%I validate constraint %I', rule.of_table, rule.of_column || '_has_a_page');
    exception when check_violation then null;
    end;
  end loop;
end $$;

-- How long a text may be, as forms and imports have it (src/records/entry/lengths.ts), whatever way a row comes in.
-- Texts with a list of choices, and months, are short already.
--
-- Rows of before may be longer; they stay until somebody corrects them. The rule holds for what is written from now on,
-- and for all rows where none is longer; the system's page tells of the others.

do $$
declare
  rule record;
begin
  for rule in select * from (values
    ('unit', 'unit_code', 64),
    ('unit', 'name', 200),
    ('person', 'person_no', 64),
    ('person', 'name', 200),
    ('person', 'workplace', 200),
    ('assignment', 'position', 200),
    ('team', 'team_code', 64),
    ('team', 'name', 200),
    ('product', 'product_code', 64),
    ('product', 'name', 200),
    ('product', 'line', 200),
    ('product', 'measure', 200),
    ('customer', 'customer_code', 64),
    ('customer', 'name', 200),
    ('customer', 'region', 200),
    ('customer', 'category', 200),
    ('contract', 'contract_no', 64),
    ('concession', 'content', 2000),
    ('contract_paper', 'name', 200),
    ('acceptance', 'acceptance_no', 64),
    ('receipt', 'receipt_no', 64),
    ('refund', 'refund_no', 64),
    ('refund', 'reason', 2000),
    ('refund', 'receipt_no', 64),
    ('goods_return', 'return_no', 64),
    ('complaint', 'complaint_no', 64),
    ('complaint', 'content', 2000),
    ('monthly_score', 'indicator', 200),
    ('monthly_score', 'remark', 2000),
    ('exceptional_score', 'reason', 2000)
  ) as r (of_table, of_column, longest) loop
    execute format('alter table record.%I add constraint %I check (char_length(%I) <= %s) not valid',
      rule.of_table, rule.of_table || '_' || rule.of_column || '_length', rule.of_column, rule.longest);
    begin
      execute format('alter table record.%I validate constraint %I',
        rule.of_table, rule.of_table || '_' || rule.of_column || '_length');
    exception when check_violation then
      raise warning 'record.%.%: some texts are longer than %', rule.of_table, rule.of_column, rule.longest;
    end;
  end loop;
end $$;

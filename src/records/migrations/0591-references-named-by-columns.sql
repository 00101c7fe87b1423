-- Where rows are protected, PostgreSQL tells of a missing reference only its constraint: the name says which columns it is
-- of, as that of every other reference does.
alter table record.refund rename constraint refund_of_receipt to refund_contract_no_receipt_no_fkey;
alter table record.goods_return rename constraint return_of_line to goods_return_contract_no_line_no_fkey;

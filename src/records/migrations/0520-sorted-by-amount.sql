-- The largest contracts first, a page at a time.
create index contract_turnover on record.contract (turnover);

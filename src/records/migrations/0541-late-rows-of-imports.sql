-- How many rows of a sheet belonged to months that were closed when it was imported, and which months (X-3). Null is an
-- import of before, of which nobody counted.

alter table import.sheet
  add column late_rows int check (late_rows >= 0),
  add column late_periods text[];

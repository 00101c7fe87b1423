-- Which file a row came from, and what was done to it, are read by requests, too; row-level security decides by whom.
grant usage on schema import, audit to hengji_app;

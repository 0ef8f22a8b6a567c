-- How many requests a record stands for; null for one. A record flagged summary stands for many.
alter table gauger_record add column if not exists record_count bigint;

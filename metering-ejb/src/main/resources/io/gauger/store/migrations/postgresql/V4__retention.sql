-- From when on records are kept: none whose id begins with an earlier time is taken any more, as nobody could tell
-- whether it was there. 0 as long as none was removed.
create table gauger_retention (
  id integer not null primary key,
  -- in milliseconds since 1970-01-01T00:00Z
  kept_from bigint not null
);

insert into gauger_retention (id, kept_from) values (1, 0);

-- The records that are there become a partition as they are; nothing is copied.
alter table gauger_record rename to gauger_record_until;

alter table gauger_record_until rename constraint gauger_record_pkey to gauger_record_until_pkey;

alter index gauger_record_of_account rename to gauger_record_until_of_account;

-- Null is what nearly all are, measured, and a path that is the endpoint.
alter table gauger_record_until alter column basis drop not null, alter column path drop not null;

-- A partition a week, so that old records go at once. Of new ones the columns of eight bytes come first and lie without
-- gaps; ids come in order, so the pages of their index can be full.
create table gauger_record (
  id uuid not null,
  time bigint not null,
  latency_ms bigint not null,
  request_bytes bigint not null,
  response_bytes bigint not null,
  sse_events bigint not null,
  ttfb_ms bigint,
  prompt_tokens bigint,
  completion_tokens bigint,
  cached_tokens bigint,
  status integer not null,
  streaming boolean not null,
  units decimal(38, 9) not null,
  cost decimal(38, 12) not null,
  market decimal(38, 12) not null,
  account_id varchar(255),
  key_id varchar(255),
  key_name varchar(255),
  key_prefix varchar(32),
  plan_id varchar(255),
  route varchar(64) not null,
  endpoint varchar(1024) not null,
  method varchar(32) not null,
  path varchar(1024),
  provider varchar(128),
  model varchar(255),
  price_id varchar(255),
  client_ip varchar(64),
  user_agent varchar(512),
  basis varchar(16),
  -- names between commas, with one before the first and after the last; null without flags
  flags varchar(512),
  refusal varchar(64),
  primary key (id) with (fillfactor = 100)
) partition by range (id);

create index gauger_record_of_account on gauger_record (account_id, id);

-- For ids of weeks that have no partition yet.
create table gauger_record_default partition of gauger_record default;

-- What is there, and all that comes until Monday (UTC). A table without records is made anew in the new order of columns.
-- (A semicolon at the end of a line would end the statement for the program that runs this.)
do $$
declare edge timestamp := date_trunc('week', now() at time zone 'UTC') + interval '7 days'
; edge_id uuid := (lpad(to_hex((extract(epoch from edge) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
; name text := 'gauger_record_until_' || to_char(edge, 'YYYYMMDD')
; names text
; begin
  if exists (select from gauger_record_until) then
    select string_agg(column_name, ', ') into names from information_schema.columns
      where table_schema = current_schema() and table_name = 'gauger_record'
  ; execute format('with later as (delete from gauger_record_until where id >= %L returning *)'
      || ' insert into gauger_record_default (%s) select %s from later', edge_id, names, names)
  ; execute format('alter table gauger_record_until rename to %I', name)
  ; execute format('alter table gauger_record attach partition %I for values from (minvalue) to (%L)', name, edge_id)
  ; else
    drop table gauger_record_until
  ; execute format('create table %I partition of gauger_record for values from (minvalue) to (%L)', name, edge_id)
  ; end if
; end $$;

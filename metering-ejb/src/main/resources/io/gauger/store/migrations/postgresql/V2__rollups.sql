-- Totals of a quarter hour by dimension, added to in the transaction that writes the records.
-- Room in each page lets PostgreSQL write a changed row beside the old one, without touching the indexes.
create table if not exists gauger_rollup (
  -- made from bucket, dimensions and node
  id uuid not null primary key,
  -- the start of the quarter hour, in milliseconds since 1970-01-01T00:00Z
  bucket bigint not null,
  account_id varchar(255),
  key_id varchar(255),
  route varchar(64) not null,
  endpoint varchar(1024) not null,
  provider varchar(128),
  model varchar(255),
  -- the first digit of the HTTP status
  status_class integer not null,
  node uuid not null,
  requests bigint not null,
  refused bigint not null,
  succeeded bigint not null,
  flagged bigint not null,
  request_bytes bigint not null,
  response_bytes bigint not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  cached_tokens bigint not null,
  sse_events bigint not null,
  latency_ms bigint not null,
  units decimal(60, 9) not null,
  cost decimal(60, 12) not null,
  market decimal(60, 12) not null,
  -- a histogram, see docs/decisions/0010-writing-and-rollups.md
  latencies bytea not null
) with (fillfactor = 60);

create index if not exists gauger_rollup_bucket on gauger_rollup (bucket);

create index if not exists gauger_rollup_account on gauger_rollup (account_id, bucket);

-- What is done once with the data of an earlier version, and how far it has come.
create table if not exists gauger_upgrade (
  name varchar(64) not null primary key,
  last_id uuid,
  done boolean not null
);

insert into gauger_upgrade (name, last_id, done) values ('rollups', null, false) on conflict (name) do nothing;

-- An id begins with its time: the primary key tells which record is newest.
drop index if exists gauger_record_newest;

drop index if exists gauger_record_account;

create index if not exists gauger_record_of_account on gauger_record (account_id, id);

-- What the other columns tell. A node of the version before cannot write any more, without the rollups, once they are gone.
alter table gauger_record drop column if exists bucket;

alter table gauger_record drop column if exists flagged;

alter table gauger_record drop column if exists refused;

-- What accounts used, by the quarter hour, added to in the transaction that writes the records; quotas are sums of these rows.
create table if not exists gauger_account_use (
  -- made from account, bucket and writer
  id uuid not null primary key,
  account_id varchar(255) not null,
  -- the start of the quarter hour, in milliseconds since 1970-01-01T00:00Z
  bucket bigint not null,
  -- an incarnation of a node for what it recorded itself, a node for what it found of earlier ones
  writer uuid not null,
  requests bigint not null,
  units decimal(60, 9) not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_account_use_of on gauger_account_use (account_id, bucket);

-- The starts of nodes that have portions.
create table if not exists gauger_incarnation (
  id uuid not null primary key,
  node uuid not null,
  -- by the database's clock, in milliseconds since 1970-01-01T00:00Z
  last_seen bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

-- What nodes share. Whoever changes a portion of it locks its row here.
create table if not exists gauger_reserved (
  -- made from all of the next four
  id uuid not null primary key,
  kind varchar(32) not null,
  owner varchar(255) not null,
  period_start bigint not null,
  period_end bigint not null,
  -- until when nodes keep nothing of it that they do not hold, by the database's clock
  wanted_until bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_reserved_wanted on gauger_reserved (wanted_until);

create index if not exists gauger_reserved_end on gauger_reserved (period_end);

-- All that an incarnation may use of it in the period, or has used.
create table if not exists gauger_portion (
  -- made from the next two
  id uuid not null primary key,
  reserved uuid not null,
  incarnation uuid not null,
  granted decimal(60, 12) not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_portion_of on gauger_portion (reserved);

create index if not exists gauger_portion_incarnation on gauger_portion (incarnation);

-- What was used until now. All of it belongs to nodes, as no incarnation before had portions.
insert into gauger_account_use (id, account_id, bucket, writer, requests, units)
  select uuid(), account_id, bucket, node, sum(requests), sum(units) from gauger_rollup
  where account_id is not null group by account_id, bucket, node;

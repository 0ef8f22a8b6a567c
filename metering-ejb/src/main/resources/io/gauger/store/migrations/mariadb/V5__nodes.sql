-- The nodes that write here, for whoever operates them; no total depends on it.
create table if not exists gauger_node (
  id uuid not null primary key,
  -- made anew with each sign of life, so that two nodes with one id notice each other; null once stopped in order
  beat uuid,
  -- by the database's clock, in milliseconds since 1970-01-01T00:00Z
  last_seen bigint not null,
  -- by the node's clock, likewise
  started_at bigint not null,
  host varchar(255) not null,
  directory varchar(1024),
  application varchar(255) not null,
  server varchar(255),
  version varchar(64)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

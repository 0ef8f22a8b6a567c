-- Texts are equal only if all their characters are, a space at the end included.
-- One row a metered request. Times are milliseconds since 1970-01-01T00:00Z: no session's time zone can move them.
create table if not exists gauger_record (
  id uuid not null primary key,
  time bigint not null,
  -- the start of the quarter hour of time
  bucket bigint not null,
  account_id varchar(255),
  key_id varchar(255),
  key_name varchar(255),
  key_prefix varchar(32),
  plan_id varchar(255),
  route varchar(64) not null,
  endpoint varchar(1024) not null,
  method varchar(32) not null,
  path varchar(1024) not null,
  provider varchar(128),
  model varchar(255),
  prompt_tokens bigint,
  completion_tokens bigint,
  cached_tokens bigint,
  units decimal(38, 9) not null,
  cost decimal(38, 12) not null,
  market decimal(38, 12) not null,
  price_id varchar(255),
  latency_ms bigint not null,
  ttfb_ms bigint,
  status integer not null,
  streaming boolean not null,
  client_ip varchar(64),
  user_agent varchar(512),
  request_bytes bigint not null,
  response_bytes bigint not null,
  sse_events bigint not null,
  basis varchar(16) not null,
  -- names between commas, with one before the first and after the last; null without flags
  flags varchar(512),
  flagged boolean not null,
  refused boolean not null,
  refusal varchar(64)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_record_newest on gauger_record (time desc, id desc);

create index if not exists gauger_record_account on gauger_record (account_id, time desc, id desc);

-- Secrets are kept as SHA-256 in hex; the prefix lets a person tell them apart.
create table if not exists gauger_operator_token (
  hash varchar(64) not null primary key,
  prefix varchar(8) not null,
  created_at bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

-- Every administrative change takes the next number here, in its own transaction and before all else, so that changes are
-- committed in the order of their numbers and nodes need only ask for those after the last they know.
create table if not exists gauger_change (
  id integer not null primary key,
  number bigint not null
);

insert into gauger_change (id, number) values (1, 0) on conflict (id) do nothing;

create table if not exists gauger_account (
  id varchar(255) not null primary key,
  name varchar(255) not null,
  status varchar(16) not null,
  plan_id varchar(255),
  billing varchar(16) not null,
  time_zone varchar(64) not null,
  currency varchar(3) not null,
  created_at bigint not null,
  updated_at bigint not null,
  -- how often it was written
  version bigint not null,
  change_number bigint not null
);

create index if not exists gauger_account_change on gauger_account (change_number);

-- Lists are texts between line feeds.
create table if not exists gauger_key (
  id varchar(255) not null primary key,
  account_id varchar(255) not null,
  name varchar(255) not null,
  -- of the latest secret
  prefix varchar(8) not null,
  status varchar(16) not null,
  allowed_routes text,
  allowed_providers text,
  allowed_models text,
  allowed_ips text,
  rate_limit_rpm integer,
  usage_limit_dollars decimal(38, 12),
  usage_limit_reset varchar(16) not null,
  expires_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  change_number bigint not null
);

create index if not exists gauger_key_account on gauger_key (account_id, id);

create index if not exists gauger_key_prefix on gauger_key (prefix, id);

create index if not exists gauger_key_change on gauger_key (change_number);

-- The secrets of a key, by their SHA-256 in hex: the latest, and those before it as long as they overlap.
create table if not exists gauger_key_secret (
  hash varchar(64) not null primary key,
  key_id varchar(255) not null,
  prefix varchar(8) not null,
  created_at bigint not null,
  -- null for the latest
  valid_until bigint,
  change_number bigint not null
);

create index if not exists gauger_key_secret_key on gauger_key_secret (key_id);

create index if not exists gauger_key_secret_change on gauger_key_secret (change_number);

-- Who changed what, when, from what to what (JSON, without secrets). Nothing is ever changed or removed here.
create table if not exists gauger_audit (
  id uuid not null primary key,
  time bigint not null,
  actor varchar(255) not null,
  action varchar(16) not null,
  object varchar(16) not null,
  object_id varchar(255) not null,
  before_state text,
  after_state text
);

create index if not exists gauger_audit_object on gauger_audit (object_id, id);

-- Answers that are given again to who asks again with the same Idempotency-Key, sealed by that key, of which a hash is kept.
create table if not exists gauger_idempotency (
  id varchar(64) not null primary key,
  request varchar(64) not null,
  answer bytea not null,
  created_at bigint not null
);

create index if not exists gauger_idempotency_age on gauger_idempotency (created_at);

-- What a token may do: read, or read and write.
alter table gauger_operator_token add column if not exists permissions varchar(32) default 'read,write' not null;

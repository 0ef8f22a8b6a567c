-- What was priced anew, and why. A period that is not finished is taken up again by who asks for it again.
create table if not exists gauger_rerating (
  id varchar(64) not null primary key,
  -- of the records, the first in milliseconds since 1970-01-01T00:00Z, and the first that is not meant any more
  from_time bigint not null,
  to_time bigint not null,
  -- null for all
  account_id varchar(255),
  reason varchar(1000) not null,
  actor varchar(255) not null,
  created_at bigint not null,
  -- null as long as there may be accounts that are not done
  finished_at bigint
);

-- The accounts that are done. Each has one adjustment in its ledger, if there is a difference; only lines of the run that is
-- named here count.
create table if not exists gauger_rerating_account (
  -- made from the next two
  id uuid not null primary key,
  rerating_id varchar(64) not null,
  account_id varchar(255) not null,
  run uuid not null,
  currency varchar(3) not null,
  records bigint not null,
  changed bigint not null,
  -- those without a price, which stay as they are
  unpriced bigint not null,
  old_cost decimal(60, 12) not null,
  new_cost decimal(60, 12) not null,
  old_market decimal(60, 12) not null,
  new_market decimal(60, 12) not null,
  change_number bigint not null
);

create unique index if not exists gauger_rerating_account_run on gauger_rerating_account (run);

create index if not exists gauger_rerating_account_of on gauger_rerating_account (account_id, change_number);

create index if not exists gauger_rerating_account_by on gauger_rerating_account (rerating_id, account_id);

-- What records cost since they were priced anew: the way from an adjustment to its requests. Lines stay when records go.
create table if not exists gauger_rerated (
  -- in order of time
  id uuid not null primary key,
  rerating_id varchar(64) not null,
  run uuid not null,
  record_id uuid not null,
  -- of the record
  time bigint not null,
  account_id varchar(255) not null,
  old_cost decimal(38, 12) not null,
  new_cost decimal(38, 12) not null,
  old_market decimal(38, 12) not null,
  new_market decimal(38, 12) not null,
  price_id varchar(64) not null
);

create index if not exists gauger_rerated_record on gauger_rerated (account_id, record_id);

create index if not exists gauger_rerated_of on gauger_rerated (rerating_id, id);

create index if not exists gauger_rerated_run on gauger_rerated (run);

-- What was billed anew is never changed or removed.
create force trigger if not exists gauger_rerating_account_append_only before update, delete on gauger_rerating_account
  call 'io.gauger.store.AppendOnly';

create force trigger if not exists gauger_rerated_append_only before update, delete on gauger_rerated
  call 'io.gauger.store.AppendOnly';

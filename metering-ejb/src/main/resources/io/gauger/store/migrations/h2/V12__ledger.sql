-- What accounts paid, were charged, and have left, in the order of their numbers. Nothing here is ever changed or removed.
create table if not exists gauger_ledger (
  id uuid not null primary key,
  account_id varchar(255) not null,
  -- from 1 in each account, without gaps
  sequence bigint not null,
  -- in milliseconds since 1970-01-01T00:00Z
  time bigint not null,
  type varchar(16) not null,
  amount decimal(60, 12) not null,
  -- the sum of this and all before
  balance_after decimal(60, 12) not null,
  currency varchar(3) not null,
  reference varchar(320) not null,
  reason varchar(1000),
  -- null for a debit of usage, which nobody posts
  actor varchar(255),
  -- of a debit: the records of the account that carry the same number, how many, and the least and greatest of their ids
  batch bigint,
  record_count bigint,
  first_record uuid,
  last_record uuid
);

create unique index if not exists gauger_ledger_of on gauger_ledger (account_id, sequence);

create unique index if not exists gauger_ledger_reference on gauger_ledger (reference);

create index if not exists gauger_ledger_batch on gauger_ledger (batch);

-- What the ledger of an account comes to. Whoever adds an entry locks the row here; an account may have one before its first
-- entry.
create table if not exists gauger_balance (
  -- made from the account
  id uuid not null primary key,
  account_id varchar(255) not null,
  currency varchar(3) not null,
  -- the sum of all entries
  balance decimal(60, 12) not null,
  -- the sum of all but debits of usage
  credits decimal(60, 12) not null,
  -- how many there are, and so the number of the last
  entries bigint not null,
  -- of the last change of the credits
  change_number bigint not null
);

create index if not exists gauger_balance_change on gauger_balance (change_number);

-- Where a server of H2 does not have the class the trigger fails too (hence force), which refuses as well.
-- For a statement, not for each row: those H2 makes ready for an insert too, which so would fail.
create force trigger if not exists gauger_ledger_append_only before update, delete on gauger_ledger
  call 'io.gauger.store.AppendOnly';

drop trigger if exists gauger_audit_append_only;

create force trigger if not exists gauger_audit_append_only before update, delete on gauger_audit
  call 'io.gauger.store.AppendOnly';

-- Always empty: a table that another one refers to cannot be truncated, which triggers are not asked about.
create table if not exists gauger_ledger_kept (
  entry uuid not null references gauger_ledger (id)
);

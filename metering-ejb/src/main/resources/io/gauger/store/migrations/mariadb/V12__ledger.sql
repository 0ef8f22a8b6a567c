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
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

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
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_balance_change on gauger_balance (change_number);

create or replace trigger gauger_ledger_no_update before update on gauger_ledger for each row
  signal sqlstate '45000' set message_text = 'gauger_ledger is append-only: UPDATE is refused';

create or replace trigger gauger_ledger_no_delete before delete on gauger_ledger for each row
  signal sqlstate '45000' set message_text = 'gauger_ledger is append-only: DELETE is refused';

-- Always empty: a table that another one refers to cannot be truncated, which triggers are not asked about.
create table if not exists gauger_ledger_kept (
  entry uuid not null,
  constraint gauger_ledger_kept_entry foreign key (entry) references gauger_ledger (id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

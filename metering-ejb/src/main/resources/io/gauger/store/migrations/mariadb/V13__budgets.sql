-- What accounts may spend in a period. One that was deleted stays, marked, so that every node hears of it.
create table if not exists gauger_budget (
  account_id varchar(255) not null primary key,
  amount decimal(38, 12) not null,
  -- daily, weekly, monthly or never
  period varchar(16) not null,
  -- from which part of the amount on answers carry a warning
  soft_threshold decimal(9, 6) not null,
  -- whether requests beyond are refused
  hard boolean not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  deleted boolean not null,
  change_number bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_budget_change on gauger_budget (change_number);

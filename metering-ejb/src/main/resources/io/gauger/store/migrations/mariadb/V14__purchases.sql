-- Credits that accounts bought, or are buying; and what of it was given back.
create table if not exists gauger_purchase (
  id varchar(64) not null primary key,
  account_id varchar(255) not null,
  -- as it was offered then
  package_id varchar(64) not null,
  package_name varchar(255) not null,
  amount decimal(38, 12) not null,
  currency varchar(3) not null,
  credits decimal(38, 12) not null,
  -- null for ever
  valid_days integer,
  status varchar(16) not null,
  provider varchar(32) not null,
  -- the provider's names for checkout and payment; null until they are known
  provider_session varchar(255),
  provider_payment varchar(255),
  checkout_url varchar(4000),
  created_at bigint not null,
  -- when its credits came
  completed_at bigint,
  -- when what is left of them goes, when it went, and how much that was
  credits_expire_at bigint,
  expired_at bigint,
  expired_credits decimal(38, 12) not null,
  refunded_amount decimal(38, 12) not null,
  refunded_credits decimal(38, 12) not null,
  -- what an operator should look at
  problem varchar(1000)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_purchase_of on gauger_purchase (account_id, id);

create index if not exists gauger_purchase_end on gauger_purchase (credits_expire_at);

create table if not exists gauger_refund (
  id varchar(64) not null primary key,
  purchase_id varchar(64) not null,
  amount decimal(38, 12) not null,
  -- taken back for it
  credits decimal(38, 12) not null,
  reason varchar(1000) not null,
  status varchar(16) not null,
  -- the provider's name for it; null until it is known
  provider_id varchar(255),
  created_at bigint not null,
  completed_at bigint
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_refund_of on gauger_refund (purchase_id, id);

-- Up to when the periods of an account's plan are charged; none for an account without a plan that has a price.
create table if not exists gauger_plan_term (
  account_id varchar(255) not null primary key,
  -- in milliseconds since 1970-01-01T00:00Z
  charged_until bigint not null
);

-- What was charged for a period of a plan, one row each; the ledger has the same amounts.
create table if not exists gauger_plan_charge (
  -- made from account and start
  id uuid not null primary key,
  account_id varchar(255) not null,
  plan_id varchar(255) not null,
  plan_name varchar(255) not null,
  -- of the period, in milliseconds since 1970-01-01T00:00Z
  period_start bigint not null,
  period_end bigint not null,
  currency varchar(3) not null,
  price decimal(38, 12) not null,
  -- requests or compute_units
  counted varchar(16) not null,
  -- what was used beyond the quota, and what each of it costs
  overage decimal(60, 9) not null,
  overage_price decimal(38, 12) not null,
  charged_at bigint not null
);

create index if not exists gauger_plan_charge_of on gauger_plan_charge (account_id, period_end);

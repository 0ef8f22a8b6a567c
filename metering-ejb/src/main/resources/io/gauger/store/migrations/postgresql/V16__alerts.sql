-- That an account's budget was used up to a level: one row for each account, period and level, whatever nodes find it.
create table if not exists gauger_alert (
  -- made from account, start and end of the period, and level
  id uuid not null primary key,
  account_id varchar(255) not null,
  -- in percent
  level bigint not null,
  -- the budget as it was then, and what was used of it
  amount decimal(38, 12) not null,
  used decimal(60, 12) not null,
  currency varchar(3) not null,
  -- in milliseconds since 1970-01-01T00:00Z; the end of one that does not end is the largest number
  period_start bigint not null,
  period_end bigint not null,
  raised_at bigint not null
);

create index if not exists gauger_alert_raised on gauger_alert (raised_at, id);

create index if not exists gauger_alert_account on gauger_alert (account_id, raised_at);

-- How far an alert is on its way to the receiver of webhooks. Times are by the database's clock, in milliseconds since
-- 1970-01-01T00:00Z.
create table if not exists gauger_webhook_delivery (
  -- told to the receiver
  id uuid not null primary key,
  alert_id uuid not null,
  -- pending, delivered or dead
  status varchar(16) not null,
  -- that were begun
  attempts bigint not null,
  created_at bigint not null,
  next_attempt bigint not null,
  -- until when the node that sends it has it for itself; 0 if none does
  leased_until bigint not null,
  last_attempt bigint,
  last_status integer,
  last_error varchar(512)
);

create index if not exists gauger_webhook_delivery_due on gauger_webhook_delivery (status, next_attempt);

create index if not exists gauger_webhook_delivery_alert on gauger_webhook_delivery (alert_id);

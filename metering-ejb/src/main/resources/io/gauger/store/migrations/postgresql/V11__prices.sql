-- What requests cost. A price is never changed: a new one takes effect from its time on. One that was taken back before it
-- took effect stays, marked, so that every node hears of it.
create table if not exists gauger_price (
  id varchar(64) not null primary key,
  -- of a route, or of a provider and a model, in both of which a * stands for any characters
  route varchar(64),
  provider varchar(128),
  model varchar(255),
  -- of a million tokens
  prompt decimal(38, 12) not null,
  completion decimal(38, 12) not null,
  cached decimal(38, 12) not null,
  -- of a unit
  per_unit decimal(38, 12) not null,
  market_prompt decimal(38, 12) not null,
  market_completion decimal(38, 12) not null,
  market_cached decimal(38, 12) not null,
  market_per_unit decimal(38, 12) not null,
  currency varchar(3) not null,
  -- in milliseconds since 1970-01-01T00:00Z
  effective_from bigint not null,
  created_at bigint not null,
  withdrawn boolean not null,
  change_number bigint not null
);

create index if not exists gauger_price_change on gauger_price (change_number);

-- The batch in which a record was written, of which one debit of its account tells; null for what debits nobody.
alter table gauger_record add column if not exists batch bigint;

-- By which price its cost is; null without one.
alter table gauger_rollup add column if not exists price_id varchar(64);

-- What was spent, by the quarter hour, added to in the transaction that writes the records; balances and budgets are judged
-- by sums of these rows.
create table if not exists gauger_spend (
  -- made from the next four
  id uuid not null primary key,
  -- account or key
  kind varchar(16) not null,
  owner varchar(255) not null,
  -- the start of the quarter hour, in milliseconds since 1970-01-01T00:00Z; -1 for all of time
  bucket bigint not null,
  -- an incarnation of a node for what it recorded itself, a node for what it found of earlier ones
  writer uuid not null,
  cost decimal(60, 12) not null
) with (fillfactor = 60);

create index if not exists gauger_spend_of on gauger_spend (owner, kind, bucket);

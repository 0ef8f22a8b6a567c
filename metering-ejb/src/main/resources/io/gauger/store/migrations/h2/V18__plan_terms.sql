-- for the invoice of a month, which must not read all debits of the account
create index if not exists gauger_ledger_type on gauger_ledger (account_id, type, time);

-- for what has ended and was not taken back yet, among all that ever ended
create index if not exists gauger_purchase_ended on gauger_purchase (expired_at, credits_expire_at);

-- From when on an account is charged without a gap: its charges of one term follow each other. Null for what began before this
-- column was there.
alter table gauger_plan_term add column if not exists term_start bigint;

-- of the term that it is in
alter table gauger_plan_charge add column if not exists term_start bigint;

-- 1 for the charge of a period; greater for what was found later of its use
alter table gauger_plan_charge add column if not exists number integer default 1 not null;

-- beyond which use is charged; null where it is not, and before this column was there
alter table gauger_plan_charge add column if not exists quota decimal(38, 9);

-- What accounts may use, and what it costs. A plan that no account has can be deleted.
create table if not exists gauger_plan (
  id varchar(255) not null primary key,
  name varchar(255) not null,
  -- in each quota_period, of what meter_type counts; null for no limit
  requests_per_month decimal(38, 9),
  quota_period varchar(16) not null,
  meter_type varchar(16) not null,
  quota_enforce_mode varchar(16) not null,
  quota_grace_pct decimal(12, 4) not null,
  rate_limit_per_minute integer,
  burst integer,
  estimated_cost_per_req decimal(38, 9) not null,
  estimated_amount_per_req decimal(38, 12) not null,
  price decimal(38, 12) not null,
  overage_price decimal(38, 12) not null,
  currency varchar(3) not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  change_number bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_plan_change on gauger_plan (change_number);

create index if not exists gauger_account_plan on gauger_account (plan_id, id);

-- Operator tokens are administered too, from now on.
alter table gauger_operator_token add column if not exists id varchar(64);

alter table gauger_operator_token add column if not exists name varchar(255) default 'operator' not null;

-- with which it may be shown in X-Auth-Email and X-Auth-Key; null for never
alter table gauger_operator_token add column if not exists email varchar(255);

alter table gauger_operator_token add column if not exists status varchar(16) default 'active' not null;

alter table gauger_operator_token add column if not exists expires_at bigint;

alter table gauger_operator_token add column if not exists updated_at bigint;

alter table gauger_operator_token add column if not exists version bigint default 1 not null;

alter table gauger_operator_token add column if not exists change_number bigint default 0 not null;

update gauger_operator_token set id = concat('tok_', left(hash, 16)), updated_at = created_at where id is null;

create unique index if not exists gauger_operator_token_id on gauger_operator_token (id);

-- Nothing of the audit is ever changed or removed, not even by the user that writes it.
create or replace trigger gauger_audit_no_update before update on gauger_audit for each row
  signal sqlstate '45000' set message_text = 'gauger_audit is append-only: UPDATE is refused';

create or replace trigger gauger_audit_no_delete before delete on gauger_audit for each row
  signal sqlstate '45000' set message_text = 'gauger_audit is append-only: DELETE is refused';

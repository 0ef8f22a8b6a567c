-- Routes that operators make, beside those of the deployment. A deleted one stays, so that every node hears of it.
create table if not exists gauger_route (
  id varchar(64) not null primary key,
  -- between commas; empty for every method
  methods varchar(2048) not null,
  path varchar(1024) not null,
  metering_mode varchar(16) not null,
  metering_expr mediumtext,
  on_error varchar(16) not null,
  bill_errors varchar(16) not null,
  auth_required boolean not null,
  provider varchar(128),
  model_expr mediumtext,
  inspect_request boolean not null,
  enabled boolean not null,
  priority integer not null,
  created_at bigint not null,
  updated_at bigint not null,
  -- how often it was written
  version bigint not null,
  deleted boolean not null,
  change_number bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists gauger_route_change on gauger_route (change_number);

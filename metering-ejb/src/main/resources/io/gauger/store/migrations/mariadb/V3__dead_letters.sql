-- Records that the database refused, as they were measured.
create table if not exists gauger_dead_letter (
  id uuid not null primary key,
  -- when it was put aside, in milliseconds since 1970-01-01T00:00Z
  since bigint not null,
  reason varchar(512) not null,
  record longblob not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

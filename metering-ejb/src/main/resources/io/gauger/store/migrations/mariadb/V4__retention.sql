-- From when on records are kept: none whose id begins with an earlier time is taken any more, as nobody could tell
-- whether it was there. 0 as long as none was removed.
create table if not exists gauger_retention (
  id integer not null primary key,
  -- in milliseconds since 1970-01-01T00:00Z
  kept_from bigint not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

insert ignore into gauger_retention (id, kept_from) values (1, 0);

-- Null is what nearly all are, measured, and a path that is the endpoint.
alter table gauger_record modify column basis varchar(16), modify column path varchar(1024);

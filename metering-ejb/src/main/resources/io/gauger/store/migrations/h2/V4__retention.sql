-- From when on records are kept: none whose id begins with an earlier time is taken any more, as nobody could tell
-- whether it was there. 0 as long as none was removed.
create table if not exists gauger_retention (
  id integer not null primary key,
  -- in milliseconds since 1970-01-01T00:00Z
  kept_from bigint not null
);

merge into gauger_retention (id, kept_from) key (id) values (1, 0);

-- Null is what nearly all are: measured.
alter table gauger_record alter column basis drop not null;

-- Null where it is the endpoint.
alter table gauger_record alter column path drop not null;

package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PostgresMigrationsTest extends MigrationsKit {
    private final String database = PostgresServer.running().newDatabase();

    @Override
    Connection connect() throws SQLException {
        return new org.postgresql.Driver().connect(PostgresServer.running().url(database), new Properties());
    }

    @Test
    void aStepThatFailsLeavesNothingBehind() throws SQLException {
        Migration failing = new Migration(1, "create", "create table t (a int);\nno sql;");

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> apply(failing));

        assertThat(query("select tablename from pg_tables where schemaname = 'public'"))
                .containsExactly("gauger_schema");
    }

    @Test
    void aStepMayTakeLongerThanADatabaseMayTakeForAnAnswerOtherwise() throws SQLException {
        Connections impatient = () -> new org.postgresql.Driver()
                .connect(PostgresServer.running().url(database) + "&socketTimeout=1", new Properties());

        try (SchemaLock lock = SchemaLock.take(impatient)) {
            new Migrations(List.of(new Migration(1, "sleep", "select pg_sleep(2);"))).apply(lock.connection());

            assertThat(lock.connection().getNetworkTimeout()).isEqualTo(1000);
        }
        assertThat(query("select name from gauger_schema where version > 0")).containsExactly("sleep");
    }

    @Test
    void aUserWhoMayUseTheTablesNeedNotBeAllowedToCreateSome() throws SQLException {
        apply();
        execute("create role app_" + database + " login");
        execute("grant select, insert, update on gauger_schema to app_" + database);

        Connections asUser = () -> {
            Connection connection = connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role app_" + database);
            }
            return connection;
        };
        try (SchemaLock lock = SchemaLock.take(asUser)) {
            assertThat(lock.connection().isValid(10)).isTrue();
        }
    }
}

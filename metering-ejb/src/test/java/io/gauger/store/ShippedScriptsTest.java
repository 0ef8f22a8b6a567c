package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes a script that was applied somewhere makes that database unusable: add another instead. */
class ShippedScriptsTest {
    @ParameterizedTest
    @CsvSource({
        "h2, 1, records_and_operator_tokens, 658131c7d9bdd009b48a159ecb8097783856857f1e7b6d1615eb1174705254ce",
        "h2, 2, rollups, f21a67b8bf95dc92e508a81934100e18570e6e257129efc40f57edf34713d975",
        "h2, 3, dead_letters, 4816454982759a73697df37f1ad4e7bd2d136586bbc7344a6c610666046ba55a",
        "h2, 4, retention, 5714a0d3f6c618fcc3c04dbfb3b90aa37dca7f509de67f5ca2db2af49738aa1d",
        "h2, 5, nodes, 2ea0e92cdf6cb36871b6d5ae5902c075683e5a266b65df2f86af084181f67830",
        "h2, 6, accounts, fd366197ae8455b46a9b1c9ed088fc7abb8598cb74c1d5c126c047f246e0080a",
        "h2, 7, plans, 819e07606fe5d9be53d4ade49805ed56b459484ba0746b4e25175eb158feba6a",
        "h2, 8, reservations, 5fbb9a069b8378e40c09bc61fdb2dd49001fd98c720ab93561774e0d7e4f43b2",
        "h2, 9, counts, 616e8d720b76b852c2f572525bccb5517f896d11aa277206a986139e50c4b0b1",
        "h2, 10, routes, 5a2daa6632c838c4910d398fee38b080b50d796668e5c3f380a506c281e7be24",
        "h2, 11, prices, c231e3d2930626189aac5f0597f3958be934013913d2a27b9ec96e8d6969d2dd",
        "h2, 12, ledger, e659e2493dfc3b2e03b931e277c990bc170b15486f6e3ad631f41550ea3a6e00",
        "h2, 13, budgets, 74cfdae1a3e505f5731fca91cd157f210cd78a4c2ffe2c4d7d104d728727b9db",
        "h2, 14, purchases, 4dc9e49a2629467698d56ad5ffa85a8d75cd3facf9c35182477474accd4c8eb7",
        "h2, 15, rerating, 8ea67f45f5b682c18a7d0712a713920cf0b8dbd3d0d8e92f00433e91b37367d1",
        "h2, 16, alerts, 566675651968a211423a8d8c85c5e6b2bcf7d52b2eece06e9a895dc4b6e81983",
        "h2, 17, plan_charges, da01a7c16f0a4e07498fc6ca84ff1a1eb62f4d250bbfc184460fa0385462e813",
        "h2, 18, plan_terms, aed948489d9f8ede09cf43bbed2ab6f21e57e3d2a6e79db1340702dfb8952860",
        "postgresql, 1, records_and_operator_tokens, 658131c7d9bdd009b48a159ecb8097783856857f1e7b6d1615eb1174705254ce",
        "postgresql, 2, rollups, 92ee31bd2ce7c80a1d0a69307d0df4c0f1ca41b5ea077eeebacba5ddb84dde60",
        "postgresql, 3, dead_letters, d9deda10113387e41f1a8c9cbe175d9128771dba2453ced57b040b84bf392e0e",
        "postgresql, 4, retention, 6f64b7bb458f0c471fad0510dd61c11dd3c10dceb8a4007ffe29fa1de7d04f69",
        "postgresql, 5, nodes, 1927bdf1043b36b5ac62941bbf6ec744cd8b05cd086af98600663cb69023a8e0",
        "postgresql, 6, accounts, 58a69eecfa69c94711aac8a940009aa6b476d6ada2b9f693a86cde4de4479ef1",
        "postgresql, 7, plans, be9f432ca3a9375e1d878b3d4e78da89fe753c4a5954b1444a3a7d5a3f9e88d4",
        "postgresql, 8, reservations, 91b1321ec3bd7d67b32839844f3476bd54b8428c9cef2d5919276e1dc0c59da7",
        "postgresql, 9, counts, 616e8d720b76b852c2f572525bccb5517f896d11aa277206a986139e50c4b0b1",
        "postgresql, 10, routes, 914e910dba8dfe53c5c8ac72a9cd2d0a51e1277f5b02523754752905d1788fd2",
        "postgresql, 11, prices, 32298b1691215e380eca435d16f7a2a49cf9c882fe515d760952e142b0a97a36",
        "postgresql, 12, ledger, 6e2cfa637948abc51d868e22abbd9f3e891d94bfb452f575a5bb9e7007e03612",
        "postgresql, 13, budgets, 74cfdae1a3e505f5731fca91cd157f210cd78a4c2ffe2c4d7d104d728727b9db",
        "postgresql, 14, purchases, 4dc9e49a2629467698d56ad5ffa85a8d75cd3facf9c35182477474accd4c8eb7",
        "postgresql, 15, rerating, f0e9f8c33a7ea1d0b42af329445cbb27e887c30f5a0c35fa0ef7c3f3ff432c0b",
        "postgresql, 16, alerts, 566675651968a211423a8d8c85c5e6b2bcf7d52b2eece06e9a895dc4b6e81983",
        "postgresql, 17, plan_charges, da01a7c16f0a4e07498fc6ca84ff1a1eb62f4d250bbfc184460fa0385462e813",
        "postgresql, 18, plan_terms, aed948489d9f8ede09cf43bbed2ab6f21e57e3d2a6e79db1340702dfb8952860",
        "mariadb, 1, records_and_operator_tokens, f169d95802425389aea136efe01d29f91a3236db2237c998370c98659964783f",
        "mariadb, 2, rollups, 47ec2f46e1a515bd85bd0fbeb06d891a584a220482d86adb35db8d07fae41bc5",
        "mariadb, 3, dead_letters, 4fa2cb8e98bf5d93a44c8d5c1ae1202660e89d93f43be4ea660468fbb5cf275a",
        "mariadb, 4, retention, 587cf4a6ae4efb04f491bf8a319f3a8a7fdda8cdcae4eaaeff9e0a40bbdf35ca",
        "mariadb, 5, nodes, 996d3c80d7a001755b406b56b6a541784dc97a7c9a1badbb5c8d74740999462c",
        "mariadb, 6, accounts, d1adc08e021abe13b69f2ad3b32af69ffb00eb60dcb4c0afac50987e91c3bbac",
        "mariadb, 7, plans, 6c1c933fd46f90b422422467e7ac6b25f058b8f7af99c492813da8e3f0dce90a",
        "mariadb, 8, reservations, a694bfb4fda2b0f8d552a9f677d8215d2aaba89b68e3e6b8eff519bf44e00a81",
        "mariadb, 9, counts, 616e8d720b76b852c2f572525bccb5517f896d11aa277206a986139e50c4b0b1",
        "mariadb, 10, routes, 03b07085371598688416e2e579772f8c00997dd2fd936e7547cb0a7733524180",
        "mariadb, 11, prices, f1e3c8957d8d83b3b2a3a067a05d9081984521f9291b1128d6755e3dadf6dd30",
        "mariadb, 12, ledger, 466b958e50165f11d6585f3ca7ff9626ec10ab64e5ab18ba0424380871aef0c8",
        "mariadb, 13, budgets, a9d03a3ed5ac092224f6d1cd0877f2607d6ed77617975120e08582136f5c8c1c",
        "mariadb, 14, purchases, 578450dd115f13384a9af4e3dcb4697b97c193a6be629b57fd06660a4d3500f6",
        "mariadb, 15, rerating, aeaf9a159225c0ea50482f18f0d0f11a2e991813de97ef9f7501dce5f5440788",
        "mariadb, 16, alerts, 978d4df4b3f024204d3f1c7f8d6a99312774532f77e4efa6c9429c74ec15d7df",
        "mariadb, 17, plan_charges, 31b9d94c1aca24392f909c16ae74587e813f9f4a254058c170fc5905f0031b62",
        "mariadb, 18, plan_terms, aed948489d9f8ede09cf43bbed2ab6f21e57e3d2a6e79db1340702dfb8952860"
    })
    void shippedScriptsNeverChange(String database, int version, String name, String checksum) {
        assertThat(Migration.shipped(database(database), version, name).checksum())
                .isEqualTo(checksum);
    }

    private static Database database(String name) {
        return switch (name) {
            case "h2" -> new H2Database();
            case "postgresql" -> new PostgresDatabase();
            default -> new MariaDatabase();
        };
    }
}

package io.dealledger.api.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** What the ledger needs of a PostgreSQL server before it can promise that what it acknowledged is not lost. */
final class DatabaseGuarantees {
    private static final Map<String, List<String>> ACCEPTED = Map.of(
            "fsync", List.of("on"),
            "full_page_writes", List.of("on"),
            "synchronous_commit", List.of("on", "remote_apply"));

    private DatabaseGuarantees() {}

    /** @throws LedgerStartException if a setting, as it is in force for this connection, loses acknowledged events */
    static void check(Connection connection) throws SQLException {
        for (Map.Entry<String, List<String>> setting : ACCEPTED.entrySet()) {
            String value = current(connection, setting.getKey());
            if (!setting.getValue().contains(value)) {
                throw new LedgerStartException(
                        "The database runs with %s = %s and could lose acknowledged facts."
                                .formatted(setting.getKey(), value),
                        "Set %s to %s, for the server and for the ledger's role and database.".formatted(
                                setting.getKey(), String.join(" or ", setting.getValue())),
                        null);
            }
        }
    }

    private static String current(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
            row.next();
            return row.getString(1);
        }
    }
}

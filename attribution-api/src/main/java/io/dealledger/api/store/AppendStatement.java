package io.dealledger.api.store;

import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;

/** Speaks the ledger's functions for appending: requests to arrays, arrays to outcomes. */
final class AppendStatement {
    private static final String WHOLE = "SELECT ledger.ledger_append_whole(" + places(29) + ")";
    private static final String EACH = "SELECT result_outcomes, result_first FROM ledger.ledger_append(" + places(30)
            + ")";
    private static final String SETTLE = "SELECT result_outcomes, result_first FROM ledger.ledger_settle(?,?)";
    /** What {@code ledger_append_whole} fails with when a request of the batch would lose. */
    private static final Set<String> NOT_WHOLE = Set.of("LG001", PSQLState.UNIQUE_VIOLATION.getState());

    private final EventTypes types;
    private final SecureRandom random;

    AppendStatement(EventTypes types, SecureRandom random) {
        this.types = types;
        this.random = random;
    }

    /**
     * Appends all requests that can be, in one transaction: committed where the connection is in autocommit, else the
     * caller's, which has nothing of the batch if this fails.
     */
    List<AppendOutcome> append(Connection connection, UUID writer, long batch, List<AppendRequest> requests)
            throws SQLException {
        var rows = new BatchRows(requests, types, random);
        Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
        try {
            return whole(connection, writer, batch, requests, rows);
        } catch (SQLException e) {
            if (!NOT_WHOLE.contains(e.getSQLState())) {
                throw e;
            }
            if (before != null) {
                connection.rollback(before);
            }
            return each(connection, writer, batch, requests, rows);
        }
    }

    private static List<AppendOutcome> whole(Connection connection, UUID writer, long batch,
            List<AppendRequest> requests, BatchRows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WHOLE)) {
            rows.bindWhole(batchBinder(connection, statement, writer, batch));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return allFrom(row.getLong(1), requests);
            }
        }
    }

    private static List<AppendOutcome> each(Connection connection, UUID writer, long batch,
            List<AppendRequest> requests, BatchRows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EACH)) {
            rows.bindEach(batchBinder(connection, statement, writer, batch));
            List<AppendOutcome> outcomes = outcomes(statement);
            if (outcomes == null || outcomes.size() != requests.size()) {
                throw new IllegalStateException(
                        "ledger_append answered " + outcomes + " to " + requests.size() + " requests");
            }
            return outcomes;
        }
    }

    /** What both functions begin with, bound. */
    private static Binder batchBinder(Connection connection, PreparedStatement statement, UUID writer, long batch)
            throws SQLException {
        statement.setObject(1, writer);
        statement.setLong(2, batch);
        return new Binder(connection, statement, 3);
    }

    /** The outcomes of a batch whose answer was lost; null if it was not committed, and then it never will be. */
    @Nullable
    List<AppendOutcome> settle(Connection connection, UUID writer, long batch, List<AppendRequest> requests)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setObject(1, writer);
            statement.setLong(2, batch);
            List<AppendOutcome> outcomes = outcomes(statement);
            // a batch that was appended whole has left the place of its first event only
            return outcomes != null && outcomes.size() == 1
                    && outcomes.getFirst() instanceof AppendOutcome.Appended(long first)
                            ? allFrom(first, requests)
                            : outcomes;
        }
    }

    private static List<AppendOutcome> allFrom(long first, List<AppendRequest> requests) {
        var outcomes = new ArrayList<AppendOutcome>(requests.size());
        long next = first;
        for (AppendRequest request : requests) {
            outcomes.add(new AppendOutcome.Appended(next));
            next += request.events().size();
        }
        return outcomes;
    }

    private static @Nullable List<AppendOutcome> outcomes(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            Array codes = row.getArray(1);
            if (codes == null) {
                return null;
            }
            var code = (Short[]) codes.getArray();
            var first = (Long[]) row.getArray(2).getArray();
            var outcomes = new ArrayList<AppendOutcome>(code.length);
            for (int i = 0; i < code.length; i++) {
                outcomes.add(AppendOutcome.of(code[i], first[i]));
            }
            return outcomes.isEmpty() ? null : outcomes; // a batch that was given up has no outcomes
        }
    }

    private static String places(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** Sets one parameter after the other. */
    static final class Binder {
        private final PGConnection connection;
        private final PreparedStatement statement;
        private int parameter;

        Binder(Connection connection, PreparedStatement statement, int firstParameter) throws SQLException {
            this.connection = connection.unwrap(PGConnection.class);
            this.statement = statement;
            this.parameter = firstParameter;
        }

        void bind(String type, Object array) throws SQLException {
            statement.setArray(parameter++, connection.createArrayOf(type, array));
        }

        void bind(long number) throws SQLException {
            statement.setLong(parameter++, number);
        }

        void bind(int number) throws SQLException {
            statement.setInt(parameter++, number);
        }
    }
}

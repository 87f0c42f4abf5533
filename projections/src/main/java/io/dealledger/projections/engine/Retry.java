package io.dealledger.projections.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Folds after all what a view has set aside, in order, in one transaction that keeps the view from moving meanwhile. Whoever
 * folds it must claim it anew afterwards, and so learns of it. May be asked on any node.
 */
public final class Retry<S> {
    private final BatchProjection<S> projection;
    private final LedgerTail ledger;
    private final DataSource dataSource;

    Retry(BatchProjection<S> projection, LedgerTail ledger, DataSource dataSource) {
        this.projection = projection;
        this.ledger = ledger;
        this.dataSource = dataSource;
    }

    /**
     * What came of it.
     *
     * @param folded  events that are in the view now
     * @param waiting events of the sequence that still wait
     * @param cause   why the first of them cannot be folded; null if none waits
     */
    public record Outcome(int folded, int waiting, @Nullable String cause) {}

    /** What the view goes on without, in order of the ledger. */
    public List<SetAsideEvent> events(long after, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            int generation = Checkpoints.read(connection, projection.view()).generation();
            return SetAside.of(connection, new Tables(projection.view(), generation)).after(after, limit);
        } catch (SQLException e) {
            throw ViewReader.known(projection.view(), e);
        }
    }

    /** @return null if nothing of the sequence waits */
    public @Nullable Outcome retry(String sequence) {
        return inTransaction((connection, tables) -> {
            List<SetAsideEvent> waiting = SetAside.of(connection, tables).waiting(sequence);
            return waiting.isEmpty() ? null : fold(connection, tables, waiting);
        });
    }

    /**
     * Goes on without the first event that waits, until the view is rebuilt, and folds those behind it.
     *
     * @return null if nothing of the sequence waits
     */
    public @Nullable Outcome discard(String sequence, String by, String reason) {
        return inTransaction((connection, tables) -> {
            SetAside aside = SetAside.of(connection, tables);
            List<SetAsideEvent> waiting = aside.waiting(sequence);
            if (waiting.isEmpty()) {
                return null;
            }
            aside.discard(waiting.getFirst().position(), by, reason);
            return fold(connection, tables, waiting.subList(1, waiting.size()));
        });
    }

    private interface Work<T extends @Nullable Object> {
        T with(Connection connection, Tables tables) throws SQLException;
    }

    private <T extends @Nullable Object> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int generation = Checkpoints.hold(connection, projection.view()).generation();
                T result = work.with(connection, new Tables(projection.view(), generation));
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw ViewReader.known(projection.view(), e);
        }
    }

    private Outcome fold(Connection connection, Tables tables, List<SetAsideEvent> events) throws SQLException {
        SetAside aside = SetAside.of(connection, tables);
        ViewSchemas.use(connection, tables.schema());
        Checkpoints.takeAway(connection, projection.view());
        int folded = 0;
        for (SetAsideEvent event : events) {
            Savepoint before = connection.setSavepoint();
            try {
                fold(connection, event.position());
                aside.remove(event.position());
                connection.releaseSavepoint(before);
            } catch (SQLException | RuntimeException e) {
                if (Outage.isPassing(e)) {
                    throw e;
                }
                connection.rollback(before);
                aside.failedAgain(event.position(), Waiting.words(e));
                return new Outcome(folded, events.size() - folded, Waiting.words(e));
            }
            folded++;
        }
        return new Outcome(folded, 0, null);
    }

    private void fold(Connection connection, long position) throws SQLException {
        S batch = projection.newBatch();
        projection.fold(batch, ledger.read(position - 1, 1).getFirst());
        projection.flush(batch, connection);
    }
}

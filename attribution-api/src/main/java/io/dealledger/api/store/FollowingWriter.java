package io.dealledger.api.store;

import io.dealledger.fact.Anchor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a log outside of the database. That log is the ledger: what it has taken is durable, and the database follows.
 * A batch is decided in a transaction of the database, which keeps its head locked and so every other node out, goes to the
 * log, and only then is committed. Whatever breaks in between, the database catches up from the log and the batch is looked
 * for in it.
 */
final class FollowingWriter implements LedgerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FollowingWriter.class);
    private static final int RETRY_MILLIS = 200;
    private static final String APPENDED = "SELECT position, recorded_at, stream_id, stream_seq, event_id, event_type, salt,"
            + " payload, meta FROM ledger.ledger_event WHERE position >= ? ORDER BY position";

    private final WriterSession session;
    private final AppendStatement statement;
    private final EventTypes types;
    private final EventLog log;
    private final LogFollower follower;
    private final String node;
    private final CountDownLatch givingUp = new CountDownLatch(1);
    private UUID writer = UUID.randomUUID();
    private long lastBatch;

    FollowingWriter(DataSource dataSource, AppendStatement statement, EventTypes types, EventLog log, String node) {
        this.session = new WriterSession(dataSource, this::beAnother);
        this.node = node;
        this.statement = statement;
        this.types = types;
        this.log = log;
        this.follower = new LogFollower(dataSource, types, log);
    }

    /** @throws LedgerStartException if the log does not answer or is another ledger's */
    FollowingWriter start() {
        follower.begin();
        return this;
    }

    @Override
    public List<AppendOutcome> write(List<AppendRequest> requests) throws SQLException {
        List<AppendOutcome> outcomes = attempt(requests);
        while (outcomes == null) {
            follower.catchUp();
            outcomes = attempt(requests);
        }
        return outcomes;
    }

    @Override
    public void giveUpSoon() {
        givingUp.countDown();
    }

    @Override
    public void close() {
        session.discard();
    }

    /** With each connection: what became of the last batch is asked of the log, and not of the database. */
    private void beAnother(Connection opened) throws SQLException {
        writer = UUID.randomUUID();
        lastBatch = 0;
        WriterSession.register(opened, writer, node);
        opened.setAutoCommit(false);
    }

    /** Null if the log has events that the database lacks: nothing was appended. */
    private @Nullable List<AppendOutcome> attempt(List<AppendRequest> requests) throws SQLException {
        Connection open = session.open();
        List<AppendOutcome> outcomes;
        List<LoggedEvent> events;
        try {
            outcomes = statement.append(open, writer, lastBatch + 1, requests);
            events = appended(open, requests, outcomes);
            if (!events.isEmpty() && !followsTheLog(events.getFirst().position())) {
                open.rollback();
                return null;
            }
        } catch (SQLException | RuntimeException e) {
            session.discard(); // rolls back: the log has heard nothing
            throw e;
        }
        try {
            if (!events.isEmpty()) {
                log.append(events);
                checkPlace(events.getLast().position());
            }
            open.commit();
            lastBatch++;
            if (!events.isEmpty()) {
                session.appended(events.getFirst().position());
            }
            return outcomes;
        } catch (SQLException | RuntimeException e) {
            LOG.warn("a batch of {} events is looked for in the log: {}", events.size(), e.toString());
            session.discard();
            return settled(events, outcomes, e);
        }
    }

    private boolean followsTheLog(long first) {
        long last = log.last();
        if (last < first - 1) {
            throw new LedgerUnavailableException("the database has %d events and the Axon Server only %d: stop and look"
                    .formatted(first, last + 1), null);
        }
        return last == first - 1;
    }

    /** Who does not share our database, and so does not wait for its head, may have been faster. */
    private void checkPlace(long expected) {
        long last = log.last();
        if (last != expected) {
            throw new LedgerUnavailableException(
                    "the Axon Server ends at %d and not at %d: another writes to it".formatted(last, expected), null);
        }
    }

    /**
     * What became of events that the log may or may not have, and of the transaction that holds them here. The log keeps
     * them together, so where the first one is they all are.
     */
    private List<AppendOutcome> settled(List<LoggedEvent> events, List<AppendOutcome> outcomes, Exception cause) {
        while (true) {
            try {
                follower.catchUp();
                Long found = events.isEmpty() ? Long.valueOf(0) : follower.positionOf(events.getFirst());
                if (found != null) {
                    long moved = events.isEmpty() ? 0 : found - events.getFirst().position();
                    return outcomes.stream().map(outcome -> moved(outcome, moved)).toList();
                }
                throw new LedgerUnavailableException("the Axon Server has not taken the events: " + cause.getMessage(),
                        cause);
            } catch (SQLException e) {
                pause(e);
            } catch (LedgerUnavailableException e) {
                if (e.getCause() == cause) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static AppendOutcome moved(AppendOutcome outcome, long by) {
        return outcome instanceof AppendOutcome.Appended(long first) ? new AppendOutcome.Appended(first + by) : outcome;
    }

    private void pause(Exception e) {
        boolean stop;
        try {
            stop = givingUp.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stop = true;
        }
        if (stop) {
            throw new LedgerUnavailableException(
                    "the connection was lost during a commit: the outcome is unknown; repeating is safe", e);
        }
    }

    private List<LoggedEvent> appended(Connection open, List<AppendRequest> requests, List<AppendOutcome> outcomes)
            throws SQLException {
        var directories = new HashMap<Long, Map<Anchor, String>>();
        long from = Long.MAX_VALUE;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof AppendOutcome.Appended(long first)) {
                directories.put(first, requests.get(i).directory());
                from = Math.min(from, first);
            }
        }
        var events = new ArrayList<LoggedEvent>();
        if (directories.isEmpty()) {
            return events;
        }
        try (PreparedStatement query = open.prepareStatement(APPENDED)) {
            query.setLong(1, from);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(new LoggedEvent(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getString(3), row.getLong(4), row.getObject(5, UUID.class), types.name(row.getShort(6)),
                            row.getBytes(7), row.getBytes(8), row.getBytes(9),
                            directories.getOrDefault(row.getLong(1), Map.of())));
                }
            }
        }
        return events;
    }
}

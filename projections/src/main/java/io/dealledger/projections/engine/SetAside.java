package io.dealledger.projections.engine;

import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The table of events that one set of a view's tables goes on without. Nothing here commits. */
final class SetAside {
    private static final String OF_TABLES = " WHERE view = :view AND generation = :generation";
    private static final String AT = OF_TABLES + " AND position = :position";
    private static final String WAITING = OF_TABLES + " AND discarded_by IS NULL";
    private static final String EVENTS = "SELECT position, sequence, recorded_at, cause, attempts, discarded_by, reason"
            + " FROM view_engine.set_aside";

    private final JdbcClient sql;
    private final Tables tables;

    private SetAside(JdbcClient sql, Tables tables) {
        this.sql = sql;
        this.tables = tables;
    }

    static SetAside of(Connection connection, Tables tables) {
        return new SetAside(Sql.on(connection), tables);
    }

    /** Sequences that wait. Forgets what lies ahead of the checkpoint: then the tables are being filled from the beginning. */
    Set<String> sequences(long checkpoint) {
        statement("DELETE FROM view_engine.set_aside" + OF_TABLES + " AND position > :position")
                .param("position", checkpoint).update();
        return new HashSet<>(statement("SELECT DISTINCT sequence FROM view_engine.set_aside" + WAITING)
                .query(String.class).list());
    }

    /** @param cause why the entry cannot be folded; null if it waits behind another one */
    void add(LedgerEntry entry, String sequence, @Nullable String cause) {
        statement("""
                INSERT INTO view_engine.set_aside (view, generation, position, sequence, recorded_at, cause, attempts)
                VALUES (:view, :generation, :position, :sequence, :recorded_at, :cause, :attempts)""")
                .param("position", entry.position()).param("sequence", sequence)
                .param("recorded_at", SqlTime.of(entry.recordedAt())).param("cause", cause)
                .param("attempts", cause == null ? 0 : 1).update();
    }

    void failedAgain(long position, String cause) {
        statement("UPDATE view_engine.set_aside SET cause = :cause, attempts = attempts + 1" + AT)
                .param("position", position).param("cause", cause).update();
    }

    void remove(long position) {
        statement("DELETE FROM view_engine.set_aside" + AT).param("position", position).update();
    }

    void discard(long position, String by, String reason) {
        statement("UPDATE view_engine.set_aside SET discarded_by = :by, reason = :reason,"
                + " discarded_at = clock_timestamp()" + AT)
                .param("position", position).param("by", by).param("reason", reason).update();
    }

    /** What waits of a sequence, in order. */
    List<SetAsideEvent> waiting(String sequence) {
        return events(statement(EVENTS + WAITING + " AND sequence = :sequence ORDER BY position")
                .param("sequence", sequence));
    }

    /** What waits and what was discarded, in order. */
    List<SetAsideEvent> after(long position, int limit) {
        return events(statement(EVENTS + OF_TABLES + " AND position > :position ORDER BY position LIMIT :limit")
                .param("position", position).param("limit", limit));
    }

    /** The first that an answer would lack. */
    Optional<Long> firstMissing(Needs needs) {
        return statement("SELECT position FROM view_engine.set_aside"
                + (needs.evenDiscarded() ? OF_TABLES : WAITING)
                + " AND position <= :position AND (sequence = :sequence OR :sequence::text IS NULL)"
                + " ORDER BY position LIMIT 1")
                .param("position", needs.upTo()).param("sequence", needs.sequence())
                .query(Long.class).optional();
    }

    void forget() {
        statement("DELETE FROM view_engine.set_aside" + OF_TABLES).update();
    }

    /** What other tables of the view go on without. */
    void forgetOthers() {
        statement("DELETE FROM view_engine.set_aside WHERE view = :view AND generation <> :generation").update();
    }

    private StatementSpec statement(String text) {
        return sql.sql(text).param("view", tables.view()).param("generation", tables.generation());
    }

    private static List<SetAsideEvent> events(StatementSpec asked) {
        return asked.query((row, _) -> new SetAsideEvent(row.getLong("position"), row.getString("sequence"),
                SqlTime.get(row, "recorded_at"), row.getString("cause"), row.getInt("attempts"),
                row.getString("discarded_by"), row.getString("reason"))).list();
    }
}

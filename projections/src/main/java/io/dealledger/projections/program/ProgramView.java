package io.dealledger.projections.program;

import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for the facts about the programme. */
public final class ProgramView {
    public static final String VIEW = "program";

    private static final int ROWS_AT_ONCE = 1_000;

    private ProgramView() {}

    /**
     * A fact; of two with the same (source, id) the one that arrived later stands.
     *
     * @param position its place in the ledger's order
     * @param fact     as stored, JSON
     */
    public record Arrived(long position, String fact) {}

    /**
     * Hands out what arrived in a stretch of the ledger, in order of arrival.
     *
     * @param after the stretch begins behind this position; -1 for the whole ledger
     */
    public static void forEachArrived(JdbcClient sql, long after, long upTo, Consumer<Arrived> consumer) {
        sql.sql("""
                SELECT position, fact FROM fact
                WHERE arrived_at > ? AND arrived_at <= ? ORDER BY arrived_at""").withFetchSize(ROWS_AT_ONCE)
                .param(after).param(upTo).query(row -> {
                    consumer.accept(new Arrived(row.getLong("position"), row.getString("fact")));
                });
    }
}

package io.dealledger.projections.engine;

import io.dealledger.account.FactDiscarded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts words: an effect that shows at once if an entry is folded twice or left out. */
final class TallyProjection implements BatchProjection<Map<String, long[]>> {
    static final String POISON = "poison";

    final AtomicInteger flushes = new AtomicInteger();
    volatile boolean acceptsPoison;
    volatile boolean setsAside;
    /** Runs inside the next transaction, after the checkpoint has moved and before the rows are written. */
    volatile @Nullable Runnable beforeWriting;

    @Override
    public String view() {
        return "tally";
    }

    @Override
    public boolean setsAside() {
        return setsAside;
    }

    @Override
    public Map<String, long[]> newBatch() {
        return new LinkedHashMap<>();
    }

    @Override
    public void fold(Map<String, long[]> batch, LedgerEntry entry) {
        String word = ((FactDiscarded) entry.event()).reason();
        if (word.equals(POISON) && !acceptsPoison) {
            throw new IllegalStateException("cannot fold " + word);
        }
        long[] tally = batch.computeIfAbsent(word, _ -> new long[2]);
        tally[0]++;
        tally[1] = entry.position();
    }

    @Override
    public void flush(Map<String, long[]> batch, Connection connection) throws SQLException {
        flushes.incrementAndGet();
        Runnable hook = beforeWriting;
        if (hook != null) {
            beforeWriting = null;
            hook.run();
        }
        var rows = new RowBatch("text", "int8", "int8");
        batch.forEach((word, tally) -> rows.add(word, tally[0], tally[1]));
        rows.execute(connection, """
                INSERT INTO tally AS t (word, times, last_position)
                SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (word) DO UPDATE SET times = t.times + excluded.times,
                  last_position = excluded.last_position""");
    }
}

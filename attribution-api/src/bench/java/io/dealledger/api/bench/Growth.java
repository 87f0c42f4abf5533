package io.dealledger.api.bench;

import io.dealledger.projections.engine.BenchedReader;
import io.dealledger.projections.engine.LedgerEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.stream.LongStream;

/** How long one event takes to be appended, and to be read by who follows the ledger, where so many are stored already. */
final class Growth implements AutoCloseable {
    static final int FEW = 100_000;
    private static final int TOGETHER = 1_000;
    private static final int TIMES = 300;

    private final Ours ours;
    private final Author author;

    /** Medians in milliseconds. */
    record Measured(double append, double tail) {}

    Growth(EmbeddedPostgres server, long seed, int events) throws Exception {
        ours = new Ours(Database.create(server, "growth_" + events, ""));
        author = new Author(seed, "growth");
        for (int stored = 0; stored < events; stored += TOGETHER) {
            ours.append(author.write(TOGETHER));
        }
        ours.database().execute("VACUUM ANALYZE", "CHECKPOINT");
    }

    Measured measure() {
        var append = LongStream.builder();
        var tail = LongStream.builder();
        var reader = new BenchedReader(ours.ledger().tail(), TOGETHER);
        for (int i = 0; i < TIMES; i++) {
            Unit unit = author.write(1);
            long head = ours.ledger().tail().head();
            long start = System.nanoTime();
            ours.append(unit);
            long appended = System.nanoTime();
            List<LedgerEntry> read = reader.read(head);
            long end = System.nanoTime();
            if (read.size() != 1) {
                throw new IllegalStateException(read.size() + " events after the last instead of 1");
            }
            append.add(appended - start);
            tail.add(end - appended);
        }
        return new Measured(median(append), median(tail));
    }

    private static double median(LongStream.Builder nanos) {
        return nanos.build().sorted().skip(TIMES / 2).findFirst().orElseThrow() / 1e6;
    }

    @Override
    public void close() {
        ours.close();
    }
}

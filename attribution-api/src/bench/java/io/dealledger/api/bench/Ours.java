package io.dealledger.api.bench;

import io.dealledger.api.store.BenchedLedger;
import io.dealledger.projections.engine.BenchedReader;
import io.dealledger.projections.engine.LedgerEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The ledger, with idempotency keys, dense positions and sequence checks. */
final class Ours implements Engine {
    private static final int PAGE = 5_000;

    private final Database database;
    private final BenchedLedger ledger;

    Ours(Database database) {
        this.database = database;
        this.ledger = new BenchedLedger(database.pool());
    }

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public void append(Unit unit) {
        Unit now = unit;
        while (!ledger.append(now.events(), now.keys())) {
            now = Author.again(now);
        }
    }

    @Override
    public long replay(BooleanSupplier enough) {
        long read = 0;
        long after = -1;
        var reader = new BenchedReader(ledger.tail(), PAGE);
        while (!enough.getAsBoolean()) {
            List<LedgerEntry> page = reader.read(after);
            if (page.isEmpty()) {
                break;
            }
            read += page.size();
            after = page.getLast().position();
        }
        return read;
    }

    BenchedLedger ledger() {
        return ledger;
    }

    @Override
    public Database database() {
        return database;
    }

    /** Events and stream heads: what stock Axon keeps too. The idempotency index, which it has not, is told apart. */
    @Override
    public @Nullable Double bytesPerEvent() throws SQLException {
        return (double) database.number("""
                SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
                WHERE c.relname LIKE 'ledger_event_p%' AND c.relkind = 'r' OR c.relname = 'stream_head'""")
                / database.number("SELECT next_pos FROM ledger.ledger_head");
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}

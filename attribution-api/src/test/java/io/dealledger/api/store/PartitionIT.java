package io.dealledger.api.store;

import static io.dealledger.api.store.Appends.MARCH_30;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.projections.engine.LedgerEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartitionIT {
    private static final long FULL = 1L << 24;
    private static final String SECOND = "ledger.ledger_event_p1";

    private final RunningLedger ledger = RunningLedger.on(TestPostgres.newDatabase());

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void theNextOneIsThereLongBeforeItIsNeeded() {
        append("A", 0);
        assertThat(partition(SECOND)).as("at the beginning of the first").isFalse();
        headAt(FULL - (1L << 22));
        append("B", 1);
        assertThat(partition(SECOND)).as("with a quarter of the first left").isTrue();
    }

    @Test
    void theLedgerGoesOnAcrossItsBoundary() {
        headAt(FULL - 3);
        append("A", 0);
        assertThat(partition(SECOND)).isTrue();
        for (int i = 1; i < 6; i++) {
            append("A", i);
        }
        assertThat(ledger.store.read(FULL - 4, 100)).extracting(LedgerEntry::position).containsExactly(FULL - 3,
                FULL - 2, FULL - 1, FULL, FULL + 1, FULL + 2);
        assertThat(ledger.store.stream("account/A")).extracting(LedgerEntry::sequence).containsExactly(0L, 1L, 2L, 3L,
                4L, 5L);
        assertThat(ledger.jdbc().queryForList("SELECT position FROM ONLY " + SECOND, Long.class)).containsExactly(FULL,
                FULL + 1, FULL + 2);
    }

    private void append(String account, int seconds) {
        assertThat(ledger.pipeline.appendAndWait(Appends.toEnd("account/" + account, MARCH_30.plusSeconds(seconds))))
                .isInstanceOf(AppendOutcome.Appended.class);
    }

    /** As if so many events had been appended before. */
    private void headAt(long position) {
        ledger.jdbc().update("UPDATE ledger.ledger_head SET next_pos = ?", position);
    }

    private boolean partition(String name) {
        return Boolean.TRUE
                .equals(ledger.jdbc().queryForObject("SELECT to_regclass(?) IS NOT NULL", Boolean.class, name));
    }
}

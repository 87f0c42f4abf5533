package io.dealledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.LedgerTail;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Folds a whole ledger into a view and returns when it is done. */
public final class Folding {
    private Folding() {}

    public static FoldingProcessor processor(BatchProjection<?> projection, LedgerTail ledger, DataSource database,
            int batchSize) {
        return new FoldingProcessor(projection, ledger, database, InstantSource.system(), "test", batchSize);
    }

    public static void all(FoldingProcessor processor, LedgerTail ledger) throws InterruptedException {
        processor.start();
        try {
            assertThat(processor.await(ledger.head(), Duration.ofSeconds(60)))
                    .as(() -> processor.status().toString()).isTrue();
        } finally {
            processor.shutDown();
        }
    }
}

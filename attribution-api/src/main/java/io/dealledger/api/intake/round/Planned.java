package io.dealledger.api.intake.round;

import io.dealledger.api.intake.Receipt;
import io.dealledger.api.store.LedgerStore.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** What is to become of one item, before the ledger has said where it stands. */
sealed interface Planned {
    /** The pair's first delivery is in the ledger, or comes earlier in this round. */
    record Duplicate(IdempotencyKey key) implements Planned {}

    /** @param problem why it is parked; null where accepted */
    record Counted(IdempotencyKey key, Receipt.Outcome outcome, @Nullable String problem) implements Planned {}

    record Quarantined(@Nullable String source, @Nullable String id, String quarantineId, String problem)
            implements
                Planned {}
}

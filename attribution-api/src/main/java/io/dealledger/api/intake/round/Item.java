package io.dealledger.api.intake.round;

import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery to count in.
 *
 * @param release how a person let it in from quarantine; null for an ordinary delivery
 */
record Item(Delivery delivery, @Nullable Release release) {
    Item with(Delivery.Reading reading) {
        return new Item(new Delivery(delivery.raw(), delivery.contentType(), delivery.via(), reading), release);
    }

    /**
     * @param position   of the quarantine entry
     * @param recordedAt when the ledger first learned of the delivery; the fact keeps it
     * @param conflict   whether it contradicts a statement that the ledger holds, and now stands in its place
     */
    record Release(String quarantineId, long position, Instant recordedAt, boolean conflict, @Nullable String by,
            @Nullable String reason) {}
}

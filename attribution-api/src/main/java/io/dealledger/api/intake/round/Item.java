package io.dealledger.api.intake.round;

import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery to count in.
 *
 * @param release how a person let it in from quarantine; null for an ordinary delivery
 * @param learned when the ledger first had the vendor's record that it was read from, where a person let that in from
 *                quarantine; the fact keeps it
 */
record Item(Delivery delivery, @Nullable Release release, @Nullable Instant learned) {
    Item(Delivery delivery) {
        this(delivery, null, null);
    }

    Item with(Delivery.Reading reading) {
        return new Item(new Delivery(delivery.raw(), delivery.contentType(), delivery.via(), reading), release,
                learned);
    }

    /** What it says counts as of an earlier moment than that of its round. */
    @Nullable
    Instant earlier() {
        return release == null ? learned : release.recordedAt();
    }

    /**
     * @param position   of the quarantine entry
     * @param recordedAt when the ledger first learned of the delivery; the fact keeps it
     * @param conflict   whether it contradicts a statement that the ledger holds, and now stands in its place
     */
    record Release(String quarantineId, long position, Instant recordedAt, boolean conflict, @Nullable String by,
            @Nullable String reason) {}
}

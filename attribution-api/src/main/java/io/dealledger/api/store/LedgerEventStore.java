package io.dealledger.api.store;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** The ledger as Axon's event store. */
public final class LedgerEventStore extends AbstractEventStore {
    private final PostgresLedgerStore store;

    private LedgerEventStore(Builder builder, PostgresLedgerStore store) {
        super(builder);
        this.store = store;
    }

    static LedgerEventStore of(PostgresLedgerStore store, EventStorageEngine engine) {
        var builder = new Builder();
        var _ = builder.storageEngine(engine);
        return new LedgerEventStore(builder, store);
    }

    /** A stream that tells when there is more, so that nobody needs to poll it. */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
        return new LedgerStream(store, LedgerMessages.position(trackingToken));
    }

    private static final class Builder extends AbstractEventStore.Builder {
    }
}

package io.dealledger.api.store;

/** What the store asks of an event message's metadata. Both have columns of their own and are not stored twice. */
public final class LedgerMetaData {
    /**
     * An {@link java.time.Instant} in whole microseconds; every event needs it, the same for all of one unit of work.
     * Handed on from a command to its events.
     */
    public static final String RECORDED_AT = "recorded_at";

    /** The stream to whose end a message that is no domain event goes. */
    public static final String STREAM = "ledger.stream";

    private LedgerMetaData() {}
}

package io.dealledger.projections.engine;

import io.dealledger.account.LedgerEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One event as the ledger holds it. What it says is decoded once, when it is first asked for: a view passes most by. */
public final class LedgerEntry {
    private final long position;
    private final Instant recordedAt;
    private final String streamId;
    private final long sequence;
    private final Class<? extends LedgerEvent> type;
    private final Supplier<LedgerEvent> coded;
    private volatile @Nullable LedgerEvent event;

    public LedgerEntry(long position, Instant recordedAt, String streamId, long sequence, LedgerEvent event) {
        this(position, recordedAt, streamId, sequence, event.getClass(), () -> event);
        this.event = event;
    }

    /** @param coded decodes the event; may be called by more than one thread */
    public LedgerEntry(long position, Instant recordedAt, String streamId, long sequence,
            Class<? extends LedgerEvent> type, Supplier<LedgerEvent> coded) {
        this.position = position;
        this.recordedAt = recordedAt;
        this.streamId = streamId;
        this.sequence = sequence;
        this.type = type;
        this.coded = coded;
    }

    /** Dense, 0-based place in the whole ledger. */
    public long position() {
        return position;
    }

    /** Never goes back along positions. */
    public Instant recordedAt() {
        return recordedAt;
    }

    public String streamId() {
        return streamId;
    }

    /** 0-based place in the stream. */
    public long sequence() {
        return sequence;
    }

    /** Of the event, without decoding it. */
    public Class<? extends LedgerEvent> type() {
        return type;
    }

    public LedgerEvent event() {
        LedgerEvent decoded = event;
        if (decoded == null) {
            decoded = coded.get();
            event = decoded;
        }
        return decoded;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LedgerEntry entry && position == entry.position && sequence == entry.sequence
                && recordedAt.equals(entry.recordedAt) && streamId.equals(entry.streamId)
                && event().equals(entry.event());
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, recordedAt, streamId, sequence);
    }

    @Override
    public String toString() {
        return position + " " + recordedAt + " " + streamId + " " + sequence + " " + event();
    }
}

package io.dealledger.projections.engine;

import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sequences wait because one of their entries could not be folded, as known to who has the claim: whoever else
 * changes that takes the claim away. Used by one thread, but for the count.
 */
final class Waiting {
    /** With more of them the cause is rather in the view or its tables than in the entries. */
    static final int MOST = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private final BatchProjection<?> projection;
    private volatile Set<String> sequences = Set.of();

    Waiting(BatchProjection<?> projection) {
        this.projection = projection;
    }

    /** To be called after each claim. Does not commit. */
    void load(Connection connection, Tables tables, Checkpoint from) {
        if (projection.setsAside()) {
            sequences = SetAside.of(connection, tables).sequences(from.position());
        }
    }

    int count() {
        return sequences.size();
    }

    /** Whether the entry has to wait behind another one. */
    boolean holds(LedgerEntry entry) {
        return !sequences.isEmpty() && sequences.contains(sequence(entry));
    }

    /** Whether the view may go on without an entry that it could not fold. */
    boolean maySetAside(Exception cause) {
        return projection.setsAside() && !Outage.isPassing(cause) && sequences.size() < MOST;
    }

    /** Keeps entries that wait behind others, in the transaction that moves the checkpoint past them. */
    void add(Connection connection, Tables tables, List<LedgerEntry> behind) {
        for (LedgerEntry entry : behind) {
            SetAside.of(connection, tables).add(entry, sequence(entry), null);
        }
    }

    /** Keeps an entry that could not be folded, in the transaction that moves the checkpoint past it. */
    void add(Connection connection, Tables tables, LedgerEntry entry, Exception cause) {
        String sequence = sequence(entry);
        LOG.error("view {} sets {} aside from position {} on", projection.view(), sequence, entry.position(), cause);
        SetAside.of(connection, tables).add(entry, sequence, words(cause));
        var grown = new HashSet<>(sequences);
        grown.add(sequence);
        sequences = Set.copyOf(grown);
    }

    static String words(Exception cause) {
        return cause.toString().replace('\u0000', '\uFFFD');
    }

    /** An entry may be unreadable, and then its stream is all that is known of it. */
    private String sequence(LedgerEntry entry) {
        try {
            return projection.sequence(entry);
        } catch (RuntimeException e) {
            LOG.debug("position {} does not say what it belongs to", entry.position(), e);
            return entry.streamId();
        }
    }
}

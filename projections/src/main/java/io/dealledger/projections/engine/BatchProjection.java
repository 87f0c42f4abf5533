package io.dealledger.projections.engine;

import io.dealledger.account.LedgerEvent;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One read model as a fold: many entries into one batch, one batch into few statements. The engine moves the checkpoint in
 * the same transaction, so that every entry has its effect exactly once. It works on one batch at a time, but a rebuild has
 * batches of its own meanwhile: what a projection gathers belongs into the batch.
 *
 * @param <S> what a batch gathers before it is written
 */
public interface BatchProjection<S> {
    /** The view's name for ever: it names the checkpoint, the schema {@code view_<name>} and the migration folder. */
    String view();

    /** Whether {@link #fold} looks into events of this type. It is given all entries all the same. */
    default boolean looksInto(Class<? extends LedgerEvent> type) {
        return true;
    }

    S newBatch();

    /** Called in ledger order, without holes. An exception here or in {@link #flush} stops the view at that entry, unless it {@link #setsAside}. */
    void fold(S batch, LedgerEntry entry);

    /** Writes the batch; the view's schema is the connection's search path. Never commits, rolls back or closes. */
    void flush(S batch, Connection connection) throws SQLException;

    /**
     * Whether an entry that cannot be folded is set aside, with all later ones of its sequence, while the others go on. Not
     * for a view that tells of money, or of what was proven: it stops there, because a sum of nearly everything is wrong.
     */
    default boolean setsAside() {
        return false;
    }

    /** What the entry has to be folded in order with; entries of different sequences may be folded in any order. */
    default String sequence(LedgerEntry entry) {
        return entry.streamId();
    }

    /** Whether folding the ledger again from its beginning is harmless: not where {@link #flush} tells somebody outside. */
    default boolean isRepeatable() {
        return true;
    }
}

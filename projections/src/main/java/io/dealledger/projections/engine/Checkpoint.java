package io.dealledger.projections.engine;

import java.time.Instant;

/**
 * How far a view has folded the ledger.
 *
 * @param position   last position folded; -1: none
 * @param recordedAt of that position; {@link Instant#EPOCH}: none
 */
public record Checkpoint(long position, Instant recordedAt) {
    public static final Checkpoint NONE = new Checkpoint(-1, Instant.EPOCH);
}

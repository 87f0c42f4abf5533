package io.dealledger.projections.engine;

/**
 * Up to where the ledger is read for an answer. An instant is first turned into a position by
 * {@link LedgerTail#positionAt}: recorded_at never goes back along positions, so the two are one question.
 *
 * @param position the last position that counts, inclusive
 */
public record AsOf(long position) {}

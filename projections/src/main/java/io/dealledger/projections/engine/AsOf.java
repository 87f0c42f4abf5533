package io.dealledger.projections.engine;

import java.time.Instant;

/**
 * Up to where the ledger is read for an answer. recorded_at never goes back along positions, so an instant and the last
 * position recorded by then are one question; {@link LedgerTail#positionAt} turns the one into the other.
 *
 * @param position the last position that counts, inclusive; -1: none
 * @param at       the moment asked about: policies in force then say how numbers are shown
 */
public record AsOf(long position, Instant at) {}

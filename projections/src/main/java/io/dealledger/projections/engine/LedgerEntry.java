package io.dealledger.projections.engine;

import io.dealledger.account.LedgerEvent;
import java.time.Instant;

/**
 * One event as the ledger holds it.
 *
 * @param position   dense, 0-based place in the whole ledger
 * @param recordedAt never goes back along positions
 * @param sequence   0-based place in the stream
 */
public record LedgerEntry(long position, Instant recordedAt, String streamId, long sequence, LedgerEvent event) {}

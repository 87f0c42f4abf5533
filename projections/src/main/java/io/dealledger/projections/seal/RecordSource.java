package io.dealledger.projections.seal;

import java.util.List;

/** Hands out events as stored. */
public interface RecordSource {
    /** The records at {@code after + 1} and on, at most {@code limit}, without holes. */
    List<LedgerRecord> records(long after, int limit);
}

package io.dealledger.projections.engine;

import java.util.List;

/** Pages of the ledger as a read model that is made anew gets them: every event decoded, the next page meanwhile. */
public final class BenchedReader {
    private final ReadAhead ahead;
    private final int page;

    public BenchedReader(LedgerTail ledger, int page) {
        this.ahead = new ReadAhead(ledger, _ -> true);
        this.page = page;
    }

    public List<LedgerEntry> read(long after) {
        List<LedgerEntry> entries = ahead.read(after, page);
        if (entries.size() == page) {
            ahead.begin(entries.getLast().position(), page);
        }
        return entries;
    }
}

package io.dealledger.api.store;

import java.sql.SQLException;
import java.util.List;

/** Makes a batch of requests durable at the end of the ledger. Used by one thread at a time. */
interface LedgerWriter {
    /**
     * If the process stops while this runs, the batch is wholly in the ledger or not at all, and whoever sent it may
     * repeat: sequences and keys refuse what is already there.
     *
     * @return outcomes in the order of the requests, once durable
     * @throws SQLException               if the database refused: nothing was appended
     * @throws LedgerUnavailableException if the ledger is away: nothing was appended, or, where the message says so, the
     *                                    outcome is unknown
     */
    List<AppendOutcome> write(List<AppendRequest> requests) throws SQLException;

    /** From now on a batch in doubt is given up as unknown instead of waiting until its outcome can be asked. */
    void giveUpSoon();

    void close();
}

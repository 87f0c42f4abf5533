package io.dealledger.api.command;

import io.dealledger.account.LedgerEvent;
import java.time.Instant;
import java.util.List;

/** Appends events that belong to no account, each at the end of its stream, all or none. */
public record FileEvents(List<Filing> filings, Instant recordedAt) {
    /** @param newStatement whether the event says something that the ledger does not have yet, a fact or a week's publication, so that
     *                         its key is kept */
    public record Filing(String stream, LedgerEvent event, boolean newStatement) {}
}

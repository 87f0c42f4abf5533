package io.dealledger.api.command;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.LedgerEvent;
import java.util.List;

/**
 * New facts for one account.
 *
 * @param arrivals events that carry the facts, in the order of the ledger
 * @param adopted  latest decisions, in their former account, of opportunities that come over
 */
public record AccountUpdate(String accountId, List<LedgerEvent.OfAccount> arrivals, List<AttributionDecided> adopted) {
    /** The stream of an account, which is also its aggregate's identifier. */
    public static String stream(String accountId) {
        return "account/" + accountId;
    }
}

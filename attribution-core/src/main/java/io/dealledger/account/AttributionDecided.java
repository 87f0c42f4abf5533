package io.dealledger.account;

import io.dealledger.attribution.Decision;
import java.time.Instant;
import java.util.List;

/**
 * A decision changed. Repeats the deal whole, so that read models fold it without asking.
 *
 * @param revision    1 for a deal's first decision, then one more each time: it replaces revision - 1
 * @param decidedAt   recorded_at of the facts that caused it
 * @param causes      ids of the facts that caused it, or the policy version
 */
@EventType("attribution.decided")
public record AttributionDecided(String accountId, String opportunityId, int revision, Instant decidedAt,
        List<String> causes, Decision decision) implements LedgerEvent.OfAccount {}

package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** Somebody says the deal should be tagged otherwise. */
@Kind("dispute.opened")
public record DisputeOpened(String disputeId, String opportunityId, String claimant, Claim claim,
        @Nullable String statement) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}

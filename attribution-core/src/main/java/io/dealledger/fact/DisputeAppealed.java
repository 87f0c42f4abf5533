package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The one appeal, to be heard by nobody involved before. */
@Kind("dispute.appealed")
public record DisputeAppealed(String disputeId, String appellant, @Nullable String statement) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.dispute(disputeId);
    }
}

package io.dealledger.fact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts that a party relies on, by fact id. */
@Kind("dispute.evidence_added")
public record DisputeEvidenceAdded(String disputeId, List<String> evidence,
        @Nullable String statement) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.dispute(disputeId);
    }
}

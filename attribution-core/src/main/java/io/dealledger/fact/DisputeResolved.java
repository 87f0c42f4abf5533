package io.dealledger.fact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision on a dispute, or its denial. Without three different people it has no force. */
@Kind("dispute.resolved")
public record DisputeResolved(String disputeId, @Nullable Claim decision, @Nullable DisputeOutcome outcome,
        String decidedBy, String approvedBy, List<String> evidence) implements AccountFact {
    public DisputeResolved {
        if ((decision == null) == (outcome == null)) {
            throw new IllegalArgumentException("names one of decision and outcome, not both and not neither");
        }
    }

    @Override
    public Anchor anchor() {
        return Anchor.dispute(disputeId);
    }
}

package io.dealledger.fact;

import io.dealledger.money.Fraction;
import java.util.List;
import java.util.Map;

/** Partners share one deal by exact weights. */
@Kind("split.agreed")
public record SplitAgreed(String opportunityId, Map<String, Fraction> weights,
        List<String> agreedBy) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}

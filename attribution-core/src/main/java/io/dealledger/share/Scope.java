package io.dealledger.share;

import io.dealledger.attribution.Decision;
import java.util.Currency;
import java.util.List;

/** What is counted. */
public enum Scope {
    /** Won deals of the types that the policy calls new revenue, less refunds. */
    NEW_REVENUE,
    /** Opportunities of those types at their first qualification. */
    NEW_PIPELINE;

    /** @param unstated the currency of a qualified amount whose source named none */
    public List<Posting> postings(Decision decision, Currency unstated) {
        return switch (this) {
            case NEW_REVENUE -> Postings.of(decision);
            case NEW_PIPELINE -> Postings.pipeline(decision, unstated);
        };
    }
}

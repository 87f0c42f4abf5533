package io.dealledger.api.audit.casefile;

import org.jspecify.annotations.Nullable;

/** What a case is about. @param disputeId null where the case is about the deal as a whole */
record CaseSubject(String opportunityId, @Nullable String disputeId) {
    String name() {
        return disputeId == null ? "opportunity " + opportunityId : "dispute " + disputeId + " over " + opportunityId;
    }
}

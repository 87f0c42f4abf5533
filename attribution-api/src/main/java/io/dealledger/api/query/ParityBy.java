package io.dealledger.api.query;

import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeal;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** By what parity is taken apart. Named in the address by its word. */
enum ParityBy {
    PLAN, AE, SEGMENT, REGION;

    /** Of a deal that has none, e.g. no plan. No source states an empty one. */
    static final String UNSTATED = "";

    /** @param books that the deals are in */
    Function<ParityDeal, String> of(ParityBooks books) {
        Map<String, String> plans = books.plans();
        return switch (this) {
            case PLAN -> deal -> plans.getOrDefault(deal.opportunityId(), UNSTATED);
            case AE -> ParityDeal::aeId;
            case SEGMENT -> deal -> Objects.requireNonNullElse(deal.segment(), UNSTATED);
            case REGION -> deal -> Objects.requireNonNullElse(deal.region(), UNSTATED);
        };
    }
}

package io.dealledger.attribution;

import io.dealledger.fact.AccountFact;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One opportunity among its account's facts, under the policy that it is decided under.
 *
 * @param close the fact that closed it, won or lost; null while open
 */
record DealContext(AccountFacts account, OpportunityFacts opportunity, Policy policy, Deal deal, Usage usage,
        @Nullable Cited<?> close) {
    Instant created() {
        return opportunity.createdSecond();
    }

    /** Until when the ledger may learn of a claim; inclusive. */
    Instant lock() {
        return opportunity.creation().occurredAt().plus(Duration.ofDays(policy.lockDaysAfterCreation()));
    }

    /** The second of the close; the end of time while open. */
    Instant closed() {
        return close == null ? Instant.MAX : close.second();
    }

    boolean inScope() {
        return policy.dealTypesInScope().contains(deal.dealType());
    }

    boolean knownByLock(Cited<? extends AccountFact> cited) {
        return !cited.recordedAt().isAfter(lock());
    }

    boolean occurredByClose(Cited<?> cited) {
        return !cited.second().isAfter(closed());
    }

    /** Occurred by the close, and the ledger knew it by then: nobody joins a deal after the fact. */
    boolean knownByClose(Cited<?> cited) {
        return occurredByClose(cited) && !Cited.toSecond(cited.recordedAt()).isAfter(closed());
    }
}

package io.dealledger.api.matching;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two accounts that may be one customer.
 *
 * @param into   the account that stands for both where they are one
 * @param ruling null where nobody has decided
 */
record Match(long id, String from, String into, Instant proposedAt, List<Reason> reasons, @Nullable Ruling ruling) {
    /** What a person can say. */
    enum Decision {
        SAME, DIFFERENT
    }

    /**
     * @param by     who decided; null where a fact said so that nobody here decided about
     * @param stated whether the ledger has it
     */
    record Ruling(Decision decision, @Nullable String by, @Nullable String reason, Instant at, boolean stated) {
        boolean isSameAs(Decision other) {
            return decision == other;
        }
    }

    BigDecimal score() {
        return Reason.score(reasons);
    }
}

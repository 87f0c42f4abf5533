package io.dealledger.share;

import io.dealledger.money.Fraction;
import org.jspecify.annotations.Nullable;

/** What besides the share a company must have arranged around its partners. Named in JSON by its word. */
public enum Gate {
    /** Sourced new pipeline is more than half of all new pipeline over the same weeks. */
    PIPELINE_MAJORITY,
    /** No seller is paid worse for a partner deal. */
    COMP_PARITY,
    /** More than half of the accounts are worked partner first. */
    COVERAGE,
    /** Ecosystem metrics weigh more than half of the company scorecard. */
    SCORECARD,
    /** A qualified opportunity costs less through partners, or they are the only access. */
    ECONOMICS;

    /** What was found; what nobody measured fails like what was measured and missed. */
    public enum State {
        PASS, FAIL, UNKNOWN;

        /** Passes above one half, exactly. */
        public static State majority(@Nullable Fraction share) {
            return share == null ? UNKNOWN : share.isMoreThan(Fraction.HALF) ? PASS : FAIL;
        }
    }
}

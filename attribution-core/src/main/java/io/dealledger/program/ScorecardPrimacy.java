package io.dealledger.program;

import io.dealledger.fact.ScorecardMetric;
import io.dealledger.fact.ScorecardPublished;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import io.dealledger.share.Gate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the company's own scorecard weighs (M18).
 *
 * @param metrics of the scorecard published last; null where none was
 */
public record ScorecardPrimacy(@Nullable Instant publishedAt, @Nullable List<ScorecardMetric> metrics) {
    /** The class of the metrics that count. */
    public static final String ECOSYSTEM = "ecosystem";

    /** The scorecard in force at an instant of business time. */
    public static ScorecardPrimacy at(Evidence evidence, Instant at) {
        Told<ScorecardPublished> last = null;
        for (Told<ScorecardPublished> told : evidence.all(ScorecardPublished.class)) {
            last = told.at().isAfter(at) ? last : told;
        }
        return last == null
                ? new ScorecardPrimacy(null, null)
                : new ScorecardPrimacy(last.at(), last.fact().metrics());
    }

    /** Weight of ecosystem metrics over all weight; null where nothing is weighed. */
    public @Nullable Fraction ecosystemWeight() {
        if (metrics == null) {
            return null;
        }
        Fraction ecosystem = Fraction.ZERO;
        Fraction all = Fraction.ZERO;
        for (ScorecardMetric metric : metrics) {
            all = all.plus(metric.weight());
            ecosystem = metric.metricClass().equals(ECOSYSTEM) ? ecosystem.plus(metric.weight()) : ecosystem;
        }
        return all.signum() == 0 ? null : ecosystem.dividedBy(all);
    }

    /** An unpublished scorecard is unknown, which does not pass. */
    public Gate.State gate() {
        return Gate.State.majority(ecosystemWeight());
    }
}

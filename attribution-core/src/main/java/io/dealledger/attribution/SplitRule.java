package io.dealledger.attribution;

import io.dealledger.fact.SplitAgreed;
import io.dealledger.money.Fraction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether partners agreed to share a sourced deal, and by which weights. */
final class SplitRule {
    static final String NAME = "5 split";

    private final OpportunityFacts opportunity;

    SplitRule(OpportunityFacts opportunity) {
        this.opportunity = opportunity;
    }

    /**
     * The weights of the latest agreement with force; null where there is none.
     *
     * @param source who is the origin; null where nobody is
     * @param flags  gets one flag for each way in which an agreement has no force
     */
    @Nullable
    Map<String, Fraction> weights(@Nullable String source, Set<String> flags, Trace trace) {
        Map<String, Fraction> weights = null;
        for (var agreed : opportunity.all(SplitAgreed.class)) {
            String defect = defect(agreed.fact(), source);
            if (defect == null) {
                weights = agreed.fact().weights();
                trace.pass(NAME, null, "split_in_force", words(agreed.fact()), List.of(agreed));
            } else {
                flags.add(defect);
                trace.fail(NAME, null, defect, words(agreed.fact()) + ", source " + source, List.of(agreed));
            }
        }
        return weights;
    }

    /** Sorted by partner, so that the words do not depend on the order in which the weights were sent. */
    private static String words(SplitAgreed split) {
        return "weights " + new TreeMap<>(split.weights()) + ", agreed by " + split.agreedBy();
    }

    private static @Nullable String defect(SplitAgreed split, @Nullable String source) {
        Fraction sum = Fraction.ZERO;
        boolean positive = true;
        for (Fraction weight : split.weights().values()) {
            sum = sum.plus(weight);
            positive &= weight.signum() > 0;
        }
        if (!sum.equals(Fraction.ONE)) {
            return "split_ignored_weights_do_not_sum_to_one";
        }
        if (!positive) {
            return "split_ignored_weight_not_positive";
        }
        if (split.agreedBy().stream().distinct().filter(split.weights()::containsKey).count() < 2) {
            return "split_ignored_not_agreed_by_two_parties";
        }
        if (source == null) {
            return "split_ignored_deal_not_sourced";
        }
        return split.weights().containsKey(source) ? null : "split_ignored_source_not_among_parties";
    }
}

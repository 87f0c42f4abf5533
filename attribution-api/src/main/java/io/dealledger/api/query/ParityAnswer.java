package io.dealledger.api.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How sellers are paid for partner deals, beside direct ones.
 *
 * @param definition of what is counted; its currency is that of all amounts, its zone that of all periods
 * @param policy     under which attribution policy: {@code governing}, each deal under the one it was created under
 * @param whatIf     true where the caller asked for another policy; nothing of it is stored
 * @param asOf       the moment that it is true of; null while nothing is recorded
 * @param position   the last ledger position that counts
 * @param period     of the close; {@code from} is its first day, {@code until} the first day after it
 * @param k          groups of fewer sellers are not shown
 * @param gate       what the verdict's gate of comp parity says of these deals
 * @param company    all deals together
 * @param groups     the same by value of the dimension asked for
 * @param notJudged  deals of which nothing can be said yet
 * @param deals      deal by deal; null unless asked for
 */
record ParityAnswer(String definition, String policy, boolean whatIf, @Nullable Instant asOf, long position,
        String currency, String period, LocalDate from, LocalDate until, String by, int k, Gate gate, Group company,
        List<Group> groups, NotJudged notJudged, @Nullable Listed<DealRow> deals) {
    /** @param words why it does not pass; null where they would give away a plan that is not shown */
    record Gate(String state, @Nullable List<String> words) {}

    /**
     * @param value      of the dimension; null where the deals have none, and for the company
     * @param suppressed true where the group has too few sellers, or would give away one that has; then nothing else is
     *                   said of it
     * @param sidesSuppressed true where partner or direct deals alone are of too few sellers: of the two sides only ratios
     *                        and verdicts are shown, no money and no rate
     * @param earned     by the plan-level counterfactual, which decides
     * @param retained   the same after clawbacks
     * @param observed   what was really paid, like with like
     * @param components of a plan, taken apart; empty for any other group
     */
    record Group(@Nullable String by, @Nullable String value, boolean suppressed, boolean sidesSuppressed,
            @Nullable Integer sellers,
            @Nullable Integer deals, @Nullable Integer partnerDeals, @Nullable Pay earned, @Nullable Pay retained,
            @Nullable Observed observed, @Nullable Interval interval, @Nullable Retention retention,
            @Nullable Split split, @Nullable Timing timing, List<Component> components) {
        static Group suppressed(@Nullable String by, @Nullable String value) {
            return new Group(by, value, true, true, null, null, null, null, null, null, null, null, null, null,
                    List.of());
        }
    }

    /** What plans pay, and what they would pay were every partner deal direct at the same customer price. */
    record Pay(String actualTotal, @Nullable String ifDirectTotal, @Nullable String partnerPayIfDirect,
            @Nullable String gap, @Nullable String index, String verdict) {}

    /**
     * Paid per unit of the customer's price.
     *
     * @param effectiveRate  of all deals on which something was paid
     * @param influencedRate of influenced deals, which are on neither side; null too where too few sellers had one
     */
    record Observed(@Nullable String effectiveRate, @Nullable String crudePartnerRate,
            @Nullable String crudeDirectRate, @Nullable String crudeRatio, List<Stratum> strata,
            @Nullable String standardisedRatio, @Nullable String comparableBasisShare, boolean simpsonReversal,
            @Nullable String influencedRate, String verdict) {}

    /** Deals that are alike but for who brought them. */
    record Stratum(String stratum, boolean suppressed, @Nullable String partnerRate, @Nullable String directRate,
            @Nullable String ratio, @Nullable String weight) {}

    /** Welch's for the mean effective rate of a deal, partner less direct. @param ci95 low and high */
    record Interval(int nPartner, int nDirect, @Nullable String meanPartner, @Nullable String meanDirect,
            @Nullable String difference, @Nullable String se, @Nullable String df, @Nullable String t975,
            @Nullable List<String> ci95, String tolerance, int minN, String verdict) {}

    record Retention(@Nullable Side partner, @Nullable Side direct, @Nullable String earnedRatio,
            @Nullable String retainedRatio,
            @Nullable Integer clawbackWindowGapDays, String verdict) {}

    record Side(String earned, String retained, @Nullable String earnedRate, @Nullable String retainedRate) {}

    record Split(@Nullable String creditedBasisRatio, @Nullable String dealBasisRatio, String verdict) {}

    record Timing(@Nullable String amountRatio, @Nullable String payWeightedDaysPartner,
            @Nullable String payWeightedDaysDirect, @Nullable String delayGapDays, String verdict) {}

    record Component(String component, String unit, @Nullable String partner, @Nullable String direct,
            boolean disadvantagesPartner) {}

    /** The first of a list that may be long. @param count of all */
    record Listed<T>(int count, List<T> first) {}

    record NotJudged(Listed<Unjudged> withoutPlan, Listed<Unjudged> withoutOwner, Listed<Unjudged> withoutRate) {}

    record Unjudged(String opportunityId, String tag, Instant closedAt, String reason) {}

    /** @param suppressed true where a deal's pay would be one seller's; then no pay and no seller is named */
    record DealRow(String opportunityId, String tag, Instant closedAt, String customerPrice, String vendorNet,
            @Nullable String planId, boolean suppressed, @Nullable String aeId, @Nullable String actual,
            @Nullable String ifDirect, @Nullable String retained, @Nullable String retainedIfDirect,
            @Nullable String paid) {}
}

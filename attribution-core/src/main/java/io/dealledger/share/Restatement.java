package io.dealledger.share;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Refund;
import io.dealledger.attribution.Tag;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reason why one deal changed the numbers of a week after they were known.
 *
 * @param delta restated less known before; a bucket that lost is negative
 */
public record Restatement(String opportunityId, Week week, Cause cause, Delta delta) {
    public enum Cause {
        /** A rate was published or corrected. */
        FX_RATE,
        /** The win, or the qualification, was heard of late. */
        LATE,
        /** It does not count after all: lost, reopened or deleted. */
        WITHDRAWN,
        /** The instant of the close, or of the qualification, was corrected. */
        DATE_CORRECTED,
        /** The amount, its currency or the customer's price was corrected. */
        AMOUNT_CORRECTED,
        /** Money went back. */
        REFUND,
        /** The two states were decided under different policies: a what-if. */
        POLICY,
        /** It came into scope, or went out of it. */
        SCOPE_CHANGED,
        /** A dispute was decided. */
        DISPUTE_DECIDED,
        /** Evidence came late, or accounts turned out to be one. */
        RETAGGED
    }

    /** What is added to each bucket. */
    public record Delta(BigDecimal sourced, BigDecimal influenced, BigDecimal direct) {
        public BigDecimal total() {
            return sourced.add(influenced).add(direct);
        }

        private boolean isZero() {
            return sourced.signum() == 0 && influenced.signum() == 0 && direct.signum() == 0;
        }
    }

    /**
     * Why the weeks differ between two states of knowledge. The one is turned into the other in steps, each for one
     * cause, so by week and bucket the deltas add up to the difference exactly.
     *
     * @param before      every decision as it was known, in any order, one per opportunity
     * @param after       every decision as it is known now
     * @param ratesBefore the exchange rates as they were known
     * @param ratesAfter  as they are known now
     * @return by opportunity, week and cause
     */
    public static List<Restatement> between(Collection<Decision> before, FxRates ratesBefore,
            Collection<Decision> after, FxRates ratesAfter, Definition definition) {
        Map<String, Decision> known = byOpportunity(before);
        Map<String, Decision> now = byOpportunity(after);
        var restatements = new ArrayList<Restatement>();
        var ids = new TreeSet<>(known.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            restatements.addAll(ofDeal(id, known.get(id), ratesBefore, now.get(id), ratesAfter, definition));
        }
        return List.copyOf(restatements);
    }

    private static List<Restatement> ofDeal(String id, @Nullable Decision before, FxRates ratesBefore,
            @Nullable Decision after, FxRates ratesAfter, Definition definition) {
        var causes = new TreeMap<Week, SortedMap<Cause, Delta>>();
        SortedMap<Week, Totals> reached = byWeek(before, ratesBefore, definition);
        SortedMap<Week, Totals> next = byWeek(before, ratesAfter, definition);
        addDeltas(causes, Cause.FX_RATE, reached, next, definition);
        for (Step step : steps(before, after, definition.scope())) {
            reached = next;
            next = byWeek(step.decision(), ratesAfter, definition);
            addDeltas(causes, step.cause(), reached, next, definition);
        }
        var restatements = new ArrayList<Restatement>();
        causes.forEach((week, byCause) -> byCause
                .forEach((cause, delta) -> restatements.add(new Restatement(id, week, cause, delta))));
        return restatements;
    }

    /** What the decision is after a cause, and all before it, took effect. */
    private record Step(Cause cause, @Nullable Decision decision) {}

    private static List<Step> steps(@Nullable Decision before, @Nullable Decision after, Scope scope) {
        if (before == null || after == null || !counts(before.deal(), scope) || !counts(after.deal(), scope)) {
            boolean counts = after != null && counts(after.deal(), scope);
            return List.of(
                    new Step(counts ? Cause.LATE : Cause.WITHDRAWN,
                            after == null ? null : over(after, refunded(after.deal(), List.of()))),
                    new Step(Cause.REFUND, after));
        }
        Deal known = before.deal();
        Deal now = after.deal();
        Deal dated = new Deal(known.opportunityId(), known.accountId(), known.dealType(), known.status(),
                known.createdAt(), now.closedAt(), known.amount(), known.customerPrice(), known.currency(),
                now.qualifiedAt(), known.qualifiedAmount(), known.qualifiedCurrency(), known.ownerAe(),
                known.segment(), known.region(), known.product(), known.refunds());
        return List.of(new Step(Cause.DATE_CORRECTED, over(before, dated)),
                new Step(Cause.AMOUNT_CORRECTED, over(before, refunded(now, known.refunds()))),
                new Step(Cause.REFUND, over(before, now)),
                new Step(causeOfTag(before, after), after));
    }

    /** Whether the deal is one to count, its scope aside. */
    private static boolean counts(Deal deal, Scope scope) {
        return switch (scope) {
            case NEW_REVENUE -> deal.status() == DealStatus.WON;
            case NEW_PIPELINE -> deal.status() != DealStatus.DELETED && deal.qualifiedAt() != null;
        };
    }

    private static Cause causeOfTag(Decision before, Decision after) {
        if (!before.policy().equals(after.policy())) {
            return Cause.POLICY;
        }
        if ((before.tag() == Tag.OUT_OF_SCOPE) != (after.tag() == Tag.OUT_OF_SCOPE)) {
            return Cause.SCOPE_CHANGED;
        }
        return Objects.equals(before.dispute(), after.dispute()) ? Cause.RETAGGED : Cause.DISPUTE_DECIDED;
    }

    private static void addDeltas(SortedMap<Week, SortedMap<Cause, Delta>> causes, Cause cause,
            SortedMap<Week, Totals> before, SortedMap<Week, Totals> after, Definition definition) {
        var weeks = new TreeSet<>(before.keySet());
        weeks.addAll(after.keySet());
        Totals zero = Totals.zero(definition.currency());
        for (Week week : weeks) {
            Totals from = before.getOrDefault(week, zero);
            Totals to = after.getOrDefault(week, zero);
            var delta = new Delta(to.sourced().subtract(from.sourced()),
                    to.influenced().subtract(from.influenced()), to.direct().subtract(from.direct()));
            if (!delta.isZero()) {
                causes.computeIfAbsent(week, _ -> new TreeMap<>()).put(cause, delta);
            }
        }
    }

    private static SortedMap<Week, Totals> byWeek(@Nullable Decision decision, FxRates rates, Definition definition) {
        return decision == null
                ? Collections.emptySortedMap()
                : ShareSeries.of(definition, definition.scope().postings(decision, definition.currency()), rates)
                        .byWeek();
    }

    private static Map<String, Decision> byOpportunity(Collection<Decision> decisions) {
        return decisions.stream().collect(Collectors.toMap(decision -> decision.deal().opportunityId(),
                Function.identity()));
    }

    private static Decision over(Decision decision, Deal deal) {
        return new Decision(deal, decision.policy(), decision.refundRule(), decision.tag(), decision.sourcedBy(),
                decision.influencedBy(), decision.fulfilledBy(), decision.registrations(), decision.flags(),
                decision.dispute(), decision.originCredit(), decision.openClaims(), decision.trace());
    }

    private static Deal refunded(Deal deal, List<Refund> refunds) {
        return new Deal(deal.opportunityId(), deal.accountId(), deal.dealType(), deal.status(), deal.createdAt(),
                deal.closedAt(), deal.amount(), deal.customerPrice(), deal.currency(), deal.qualifiedAt(),
                deal.qualifiedAmount(), deal.qualifiedCurrency(), deal.ownerAe(), deal.segment(), deal.region(),
                deal.product(), refunds);
    }
}

package io.dealledger.program;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.CalendarPeriod;
import io.dealledger.fact.Channel;
import io.dealledger.fact.CostRecorded;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.program.Evidence.Told;
import io.dealledger.share.Gate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a qualified opportunity costs through partners and directly (M08 to M10), over the same time. Leaving a cost out
 * is a question somebody may ask, never the answer: the gate is judged fully loaded.
 *
 * @param currency of all amounts
 */
public record Economics(Side partner, Side direct, Currency currency) {
    /**
     * One channel. An influenced opportunity was originated directly.
     *
     * @param cost       fully loaded, less what was left out; null where none was recorded, which is not free, or where
     *                   a rate is missing
     * @param byCategory the same apart, including what was left out
     * @param qualified  opportunities first qualified in the span
     * @param revenue    new revenue that the channel originated, less refunds; null where a rate is missing
     */
    public record Side(@Nullable Fraction cost, SortedMap<String, @Nullable Fraction> byCategory, int qualified,
            @Nullable Fraction revenue) {
        /** Cost per qualified opportunity; null without any. */
        public @Nullable Fraction costPerQualified() {
            return cost == null || qualified == 0 ? null : cost.dividedBy(Fraction.of(qualified, 1));
        }

        /** What a unit of new revenue costs to originate (M10); null without any. */
        public @Nullable Fraction costOfRevenue() {
            return cost == null || revenue == null || revenue.signum() == 0 ? null : cost.dividedBy(revenue);
        }
    }

    public static Economics of(Evidence evidence, TimeSpan span, Set<String> leaveOut) {
        return new Economics(side(evidence, span, leaveOut, Channel.PARTNER),
                side(evidence, span, leaveOut, Channel.DIRECT), evidence.currency());
    }

    /** Partner over direct; null where either has no cost per qualified opportunity, or the direct one is zero. */
    public @Nullable Fraction ratio() {
        Fraction throughPartners = partner.costPerQualified();
        Fraction directly = direct.costPerQualified();
        return throughPartners == null || directly == null || directly.signum() == 0
                ? null
                : throughPartners.dividedBy(directly);
    }

    /** Passes below 1, exactly: partners must be cheaper. */
    public Gate.State gate() {
        Fraction ratio = ratio();
        return ratio == null
                ? Gate.State.UNKNOWN
                : Fraction.ONE.isMoreThan(ratio) ? Gate.State.PASS : Gate.State.FAIL;
    }

    /** An amount of this answer as money. */
    public @Nullable BigDecimal money(@Nullable Fraction amount) {
        return amount == null ? null : MinorUnits.round(amount, currency);
    }

    private static Side side(Evidence evidence, TimeSpan span, Set<String> leaveOut, Channel channel) {
        var byCategory = new TreeMap<String, Sum>();
        for (Told<CostRecorded> told : evidence.all(CostRecorded.class)) {
            if (told.fact().channel() == channel) {
                add(evidence, byCategory, told, span);
            }
        }
        var exact = new TreeMap<String, @Nullable Fraction>();
        Fraction cost = byCategory.isEmpty() ? null : Fraction.ZERO;
        for (var each : byCategory.entrySet()) {
            Fraction amount = each.getValue().exact();
            exact.put(each.getKey(), amount);
            if (!leaveOut.contains(each.getKey())) {
                cost = cost == null || amount == null ? null : cost.plus(amount);
            }
        }
        return new Side(cost, exact, qualified(evidence.decisions(), span, channel),
                evidence.revenue(span, tag -> originates(channel, tag)).exact());
    }

    /** A cost that names its period counts day by day, any other at its own time. */
    private static void add(Evidence evidence, Map<String, Sum> byCategory, Told<CostRecorded> told, TimeSpan span) {
        CostRecorded cost = told.fact();
        CalendarPeriod period = cost.period() == null ? null : CalendarPeriod.parse(cost.period());
        Fraction part = period != null
                ? span.partOf(period, evidence.zone())
                : span.contains(told.at()) ? Fraction.ONE : Fraction.ZERO;
        if (part.signum() > 0) {
            byCategory.computeIfAbsent(cost.category(), _ -> evidence.sum()).add(cost.amount(), part, cost.currency(),
                    LocalDate.ofInstant(told.at(), ZoneOffset.UTC));
        }
    }

    private static int qualified(Collection<Decision> decisions, TimeSpan span, Channel channel) {
        int count = 0;
        for (Decision decision : decisions) {
            Deal deal = decision.deal();
            Instant at = deal.qualifiedAt();
            if (at != null && span.contains(at) && deal.status() != DealStatus.DELETED
                    && originates(channel, decision.tag())) {
                count++;
            }
        }
        return count;
    }

    private static boolean originates(Channel channel, Tag tag) {
        return switch (channel) {
            case PARTNER -> tag == Tag.SOURCED;
            case DIRECT -> tag == Tag.DIRECT || tag == Tag.INFLUENCED;
        };
    }
}

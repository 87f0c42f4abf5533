package io.dealledger.program;

import io.dealledger.fact.CostRecorded;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layer of partner managers that partner-led growth invests in (M23).
 *
 * @param managers  how many there are; null where nobody said
 * @param producing partners with sourced revenue
 * @param sourced   revenue; null where a rate is missing
 * @param cost      of the layer; null where a rate is missing
 * @param programme all partner cost; null likewise
 */
public record PartnerManagers(@Nullable BigDecimal managers, int producing, @Nullable Fraction sourced,
        @Nullable Fraction cost, @Nullable Fraction programme) {
    public static final String CATEGORY = "partner_managers";

    public static PartnerManagers of(Evidence evidence, TimeSpan span) {
        Economics.Side partner = Economics.of(evidence, span, Set.of()).partner();
        Fraction cost = partner.byCategory().containsKey(CATEGORY)
                ? partner.byCategory().get(CATEGORY)
                : Fraction.ZERO;
        return new PartnerManagers(managers(evidence, span), Production.of(evidence, span).producing(),
                partner.revenue(), cost, partner.cost());
    }

    /** The head count stated last in the span. */
    private static @Nullable BigDecimal managers(Evidence evidence, TimeSpan span) {
        BigDecimal managers = null;
        for (Told<CostRecorded> told : evidence.all(CostRecorded.class)) {
            BigDecimal headcount = told.fact().headcount();
            if (told.fact().category().equals(CATEGORY) && span.contains(told.at()) && headcount != null) {
                managers = headcount;
            }
        }
        return managers;
    }

    public @Nullable Fraction producingPerManager() {
        return perManager(Fraction.of(producing, 1));
    }

    public @Nullable Fraction sourcedPerManager() {
        return perManager(sourced);
    }

    public @Nullable Fraction shareOfPartnerCost() {
        return AmplifierSizing.over(cost, programme);
    }

    private @Nullable Fraction perManager(@Nullable Fraction amount) {
        return managers == null ? null : AmplifierSizing.over(amount, Fraction.of(managers));
    }
}

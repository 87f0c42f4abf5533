package io.dealledger.program;

import io.dealledger.money.Fraction;
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
public record PartnerManagers(@Nullable Integer managers, int producing, @Nullable Fraction sourced,
        @Nullable Fraction cost, @Nullable Fraction programme) {
    public static final String CATEGORY = "partner_managers";

    public static PartnerManagers of(Economics economics, Production production, @Nullable Integer managers) {
        Economics.Side partner = economics.partner();
        Fraction cost = partner.byCategory().containsKey(CATEGORY)
                ? partner.byCategory().get(CATEGORY)
                : Fraction.ZERO;
        return new PartnerManagers(managers, production.producing(), partner.revenue(), cost, partner.cost());
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
        return managers == null ? null : AmplifierSizing.over(amount, Fraction.of(managers, 1));
    }
}

package io.dealledger.program;

import io.dealledger.money.Fraction;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much of campaign cost is spent together with partners (M14).
 *
 * @param joint null where a rate is missing
 */
public record CampaignCosts(@Nullable Fraction joint, @Nullable Fraction all) {
    /** Cost categories that are campaigns run with partners, whatever channel they are booked on. */
    public static final Set<String> JOINT = Set.of("joint_campaigns", "mdf");
    /** Cost categories of campaigns without partners. */
    public static final Set<String> OWN = Set.of("campaigns", "demand_gen", "demand_generation");

    public static CampaignCosts of(Economics economics) {
        var byCategory = new TreeMap<String, @Nullable Fraction>(economics.partner().byCategory());
        economics.direct().byCategory().forEach((category, amount) -> {
            Fraction other = byCategory.containsKey(category) ? byCategory.get(category) : Fraction.ZERO;
            byCategory.put(category, amount == null || other == null ? null : amount.plus(other));
        });
        Fraction joint = sum(byCategory, JOINT);
        Fraction own = sum(byCategory, OWN);
        return new CampaignCosts(joint, joint == null || own == null ? null : joint.plus(own));
    }

    public @Nullable Fraction jointShare() {
        return AmplifierSizing.over(joint, all);
    }

    private static @Nullable Fraction sum(SortedMap<String, @Nullable Fraction> byCategory, Set<String> categories) {
        Fraction sum = Fraction.ZERO;
        for (Map.Entry<String, @Nullable Fraction> each : byCategory.entrySet()) {
            if (categories.contains(each.getKey())) {
                Fraction amount = each.getValue();
                if (amount == null) {
                    return null;
                }
                sum = sum.plus(amount);
            }
        }
        return sum;
    }
}

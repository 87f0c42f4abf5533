package io.dealledger.program;

import io.dealledger.fact.Capability;
import io.dealledger.fact.PartnerCapacityDeclared;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much work partners can take on, and how much of that is taken (M17). Only what a partner certified to onboard
 * declares counts.
 *
 * @param declared  by unit; capacities of different units are never added up
 * @param active    implementations under way
 * @param byPartner what each partner declared last
 */
public record PartnerCapacity(SortedMap<String, BigDecimal> declared, int active,
        SortedMap<String, Declared> byPartner) {
    /** @param counts whether the partner is certified to onboard */
    public record Declared(BigDecimal capacity, String unit, boolean counts, int active) {
        /** Null where the declared capacity does not count. */
        public @Nullable Fraction utilisation() {
            return counts ? Fraction.ratio(BigDecimal.valueOf(active), capacity) : null;
        }
    }

    public static PartnerCapacity at(Evidence evidence, Instant at, Enablement enablement, PartnerDelivery delivery) {
        var latest = new TreeMap<String, PartnerCapacityDeclared>();
        for (Told<PartnerCapacityDeclared> told : evidence.all(PartnerCapacityDeclared.class)) {
            if (!Objects.requireNonNullElse(told.fact().effectiveFrom(), told.at()).isAfter(at)) {
                latest.put(told.fact().partnerId(), told.fact());
            }
        }
        var declared = new TreeMap<String, BigDecimal>();
        var byPartner = new TreeMap<String, Declared>();
        latest.forEach((partner, each) -> {
            boolean counts = enablement.capabilities().getOrDefault(partner, Set.of()).contains(Capability.ONBOARD);
            byPartner.put(partner, new Declared(each.capacity(), each.unit(), counts, delivery.active(partner)));
            if (counts) {
                declared.merge(each.unit(), each.capacity(), BigDecimal::add);
            }
        });
        return new PartnerCapacity(declared, delivery.active(), byPartner);
    }

    /** Null where nothing was declared, which is not 0%, or where it was in several units. */
    public @Nullable Fraction utilisation() {
        return declared.size() == 1
                ? Fraction.ratio(BigDecimal.valueOf(active), declared.firstEntry().getValue())
                : null;
    }
}

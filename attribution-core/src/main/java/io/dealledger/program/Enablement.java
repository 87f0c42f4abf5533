package io.dealledger.program;

import io.dealledger.fact.Capability;
import io.dealledger.fact.PartnerCertified;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether partners can sell, onboard and support (M19): a warning beside the verdict, not a gate.
 *
 * @param capabilities live ones by partner: every partner that was ever certified or sourced revenue
 * @param revenue      sourced revenue by partner; null where a rate is missing
 */
public record Enablement(SortedMap<String, Set<Capability>> capabilities,
        SortedMap<String, @Nullable Fraction> revenue) {
    private static final int FULL = Capability.values().length;

    /**
     * @param at   a certificate counts from its own time up to, not including, its expiry
     * @param span of the revenue
     */
    public static Enablement at(Evidence evidence, Instant at, TimeSpan span) {
        var capabilities = new TreeMap<String, Set<Capability>>();
        SortedMap<String, @Nullable Fraction> revenue = evidence.sourcedByPartner(span);
        revenue.keySet().forEach(partner -> capabilities.put(partner, EnumSet.noneOf(Capability.class)));
        for (Told<PartnerCertified> told : evidence.all(PartnerCertified.class)) {
            if (!told.at().isAfter(at)) {
                Set<Capability> live = capabilities.computeIfAbsent(told.fact().partnerId(),
                        _ -> EnumSet.noneOf(Capability.class));
                Instant expiresAt = told.fact().expiresAt();
                if (expiresAt == null || at.isBefore(expiresAt)) {
                    live.add(told.fact().capability());
                }
            }
        }
        return new Enablement(capabilities, revenue);
    }

    /** 0 to 3. */
    public int depth(String partner) {
        return capabilities.getOrDefault(partner, Set.of()).size();
    }

    public @Nullable Fraction fullDepthShare() {
        return share(live -> live.size() == FULL);
    }

    /** Can sell, and lacks onboard or support. */
    public @Nullable Fraction halfEnabledShare() {
        return share(live -> live.contains(Capability.SELL) && live.size() < FULL);
    }

    public @Nullable Fraction notEnabledToSellShare() {
        return share(live -> !live.contains(Capability.SELL));
    }

    /** Part of sourced revenue; null without any, or where it is not known. */
    private @Nullable Fraction share(Predicate<Set<Capability>> which) {
        Fraction part = Fraction.ZERO;
        Fraction whole = Fraction.ZERO;
        for (Map.Entry<String, @Nullable Fraction> each : revenue.entrySet()) {
            Fraction amount = each.getValue();
            if (amount == null) {
                return null;
            }
            whole = whole.plus(amount);
            if (which.test(capabilities.getOrDefault(each.getKey(), Set.of()))) {
                part = part.plus(amount);
            }
        }
        return whole.signum() <= 0 ? null : part.dividedBy(whole);
    }
}

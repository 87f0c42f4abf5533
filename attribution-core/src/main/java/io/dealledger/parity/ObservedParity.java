package io.dealledger.parity;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.Channel;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.statistics.StratifiedRates;
import io.dealledger.statistics.StratifiedRates.Observation;
import io.dealledger.statistics.StudentT;
import io.dealledger.statistics.Welch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was paid, per unit of the customer's price: partner deals against direct ones within segment, deal type and plan.
 * Deals on which nothing was paid yet are left out; influenced deals stand apart, in neither channel.
 *
 * @param influencedRate what influenced deals were paid; null without any
 * @param sellers        by comparable stratum, who was paid on the side of it that has fewer sellers
 */
public record ObservedParity(StratifiedRates rates, @Nullable Fraction influencedRate,
        SortedMap<String, Set<String>> sellers) {
    /** A deal whose source named no segment. */
    public static final String UNSEGMENTED = "unsegmented";

    public enum Verdict {
        NOT_COMPARABLE, BELOW_PARITY, AT_PARITY, ABOVE_PARITY;

        public String word() {
            return RecordJson.word(this);
        }
    }

    /** @param planOf the plan that governs a deal; its answer for a deal without one only has to be one of its own */
    public static ObservedParity of(Collection<ParityDeal> deals, Function<ParityDeal, String> planOf) {
        List<ParityDeal> paid = deals.stream().filter(deal -> !deal.paid().isEmpty()).toList();
        List<Function<ParityDeal, String>> properties = List.of(
                deal -> Objects.requireNonNullElse(deal.segment(), UNSEGMENTED),
                deal -> RecordJson.word(deal.dealType()), planOf);
        // the segment always names a stratum, the others only where they tell strata apart
        List<Function<ParityDeal, String>> telling = Stream.concat(properties.stream().limit(1),
                properties.stream().skip(1)
                        .filter(property -> paid.stream().map(property).distinct().count() > 1))
                .toList();
        var observations = new ArrayList<Observation>();
        var sellers = new TreeMap<String, Map<Channel, Set<String>>>();
        for (ParityDeal deal : paid) {
            Channel arm = deal.arm();
            if (arm != null) {
                String stratum = String.join(" / ", telling.stream().map(property -> property.apply(deal)).toList());
                observations.add(new Observation(stratum, arm, deal.earned(), deal.customerPrice()));
                sellers.computeIfAbsent(stratum, _ -> new EnumMap<>(Channel.class))
                        .computeIfAbsent(arm, _ -> new TreeSet<>()).add(deal.aeId());
            }
        }
        return new ObservedParity(StratifiedRates.of(observations),
                rate(paid.stream().filter(deal -> deal.tag() == Tag.INFLUENCED).toList()),
                smallerSides(sellers));
    }

    private static SortedMap<String, Set<String>> smallerSides(Map<String, Map<Channel, Set<String>>> sellers) {
        var smaller = new TreeMap<String, Set<String>>();
        sellers.forEach((stratum, sides) -> {
            if (sides.size() == Channel.values().length) {
                smaller.put(stratum, sides.values().stream().min(Comparator.comparingInt(Set::size)).orElseThrow());
            }
        });
        return smaller;
    }

    public Verdict verdict() {
        Fraction ratio = rates.standardised();
        if (ratio == null) {
            return Verdict.NOT_COMPARABLE;
        }
        int sign = ratio.compareTo(Fraction.ONE);
        return sign < 0 ? Verdict.BELOW_PARITY : sign == 0 ? Verdict.AT_PARITY : Verdict.ABOVE_PARITY;
    }

    /** The interval for the per-deal effective rates, partner less direct. */
    public static Welch interval(Collection<ParityDeal> deals, StudentT distribution) {
        return Welch.of(effectiveRates(deals, Channel.PARTNER), effectiveRates(deals, Channel.DIRECT), distribution);
    }

    private static List<Fraction> effectiveRates(Collection<ParityDeal> deals, Channel arm) {
        return deals.stream().filter(deal -> deal.arm() == arm).map(ParityDeal::effectiveRate)
                .filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    /** Earned per unit of the customer's price, pooled. */
    public static @Nullable Fraction rate(Collection<ParityDeal> deals) {
        return Fraction.ratio(sum(deals, ParityDeal::earned), sum(deals, ParityDeal::customerPrice));
    }

    static BigDecimal sum(Collection<ParityDeal> deals, Function<ParityDeal, BigDecimal> amount) {
        return deals.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The deals of one side of a comparison on which something was paid. */
    static List<ParityDeal> paidOf(Collection<ParityDeal> deals, Channel arm) {
        return deals.stream().filter(deal -> deal.arm() == arm && !deal.paid().isEmpty()).toList();
    }
}

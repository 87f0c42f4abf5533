package io.dealledger.statistics;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rate of partner deals against that of direct ones, like with like: both channels are weighted by the combined basis
 * of each stratum, so that a different mix of strata cannot pass for a different rate. The crude rates stand beside it
 * and never decide.
 *
 * @param strata          those that have both channels; their weights add up to 1
 * @param comparableShare of the combined basis, what lies in those strata; null without any basis
 * @param standardised    partner rate / direct rate at common weights; null where no stratum has both channels
 */
public record StratifiedRates(@Nullable Fraction crudePartner, @Nullable Fraction crudeDirect,
        SortedMap<String, Stratum> strata, @Nullable Fraction comparableShare, @Nullable Fraction standardised) {
    /** One observation: {@code part} of {@code basis}. */
    public record Observation(String stratum, Channel channel, BigDecimal part, BigDecimal basis) {}

    /** @param weight of the combined basis of all comparable strata */
    public record Stratum(Fraction partnerRate, Fraction directRate, Fraction weight) {
        public @Nullable Fraction ratio() {
            return directRate.signum() == 0 ? null : partnerRate.dividedBy(directRate);
        }
    }

    public static StratifiedRates of(Collection<Observation> observations) {
        var all = new Sums();
        var byStratum = new TreeMap<String, Sums>();
        for (Observation each : observations) {
            all.add(each);
            byStratum.computeIfAbsent(each.stratum(), _ -> new Sums()).add(each);
        }
        Fraction comparable = byStratum.values().stream().filter(Sums::hasBoth).map(Sums::basis)
                .reduce(Fraction.ZERO, Fraction::plus);
        var strata = new TreeMap<String, Stratum>();
        Fraction partner = Fraction.ZERO;
        Fraction direct = Fraction.ZERO;
        for (var each : byStratum.entrySet()) {
            Fraction partnerRate = each.getValue().rate(Channel.PARTNER);
            Fraction directRate = each.getValue().rate(Channel.DIRECT);
            if (partnerRate != null && directRate != null) {
                Fraction weight = each.getValue().basis().dividedBy(comparable);
                strata.put(each.getKey(), new Stratum(partnerRate, directRate, weight));
                partner = partner.plus(weight.times(partnerRate));
                direct = direct.plus(weight.times(directRate));
            }
        }
        return new StratifiedRates(all.rate(Channel.PARTNER), all.rate(Channel.DIRECT), strata,
                all.basis().signum() == 0 ? null : comparable.dividedBy(all.basis()),
                direct.signum() == 0 ? null : partner.dividedBy(direct));
    }

    public @Nullable Fraction crudeRatio() {
        return crudePartner == null || crudeDirect == null || crudeDirect.signum() == 0
                ? null
                : crudePartner.dividedBy(crudeDirect);
    }

    /** The pooled numbers say one thing and every fair comparison the opposite. */
    public boolean isSimpsonReversal() {
        Fraction crude = crudeRatio();
        return crude != null && standardised != null
                && crude.compareTo(Fraction.ONE) * standardised.compareTo(Fraction.ONE) < 0;
    }

    private static final class Sums {
        private BigDecimal partnerPart = BigDecimal.ZERO;
        private BigDecimal partnerBasis = BigDecimal.ZERO;
        private BigDecimal directPart = BigDecimal.ZERO;
        private BigDecimal directBasis = BigDecimal.ZERO;

        void add(Observation each) {
            switch (each.channel()) {
                case PARTNER -> {
                    partnerPart = partnerPart.add(each.part());
                    partnerBasis = partnerBasis.add(each.basis());
                }
                case DIRECT -> {
                    directPart = directPart.add(each.part());
                    directBasis = directBasis.add(each.basis());
                }
            }
        }

        boolean hasBoth() {
            return partnerBasis.signum() != 0 && directBasis.signum() != 0;
        }

        Fraction basis() {
            return Fraction.of(partnerBasis.add(directBasis));
        }

        @Nullable
        Fraction rate(Channel channel) {
            return switch (channel) {
                case PARTNER -> Fraction.ratio(partnerPart, partnerBasis);
                case DIRECT -> Fraction.ratio(directPart, directBasis);
            };
        }
    }
}

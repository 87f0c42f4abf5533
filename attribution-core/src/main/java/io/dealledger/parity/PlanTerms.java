package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a compensation plan, as {@code comp.plan_published} carries them.
 *
 * @param quota        what attainment is measured against, in the plan's currency; needed where tiers accelerate
 * @param currency     of quota and SPIFs; null where it is the reporting currency
 * @param rate         commission per unit of basis
 * @param basis        what the rate applies to
 * @param quotaCredit  quota retired per unit of the seller's part of the basis; 1 where left out
 * @param aeSplit      the seller's part of a deal, 0 to 1; 1 where left out
 * @param tiers        accelerators, ascending, the first from attainment 0; none where left out
 * @param spif         flat amounts per won deal of a channel; none where left out
 * @param clawbackDays how long after the close pay can be taken back; null where never
 */
public record PlanTerms(@Nullable BigDecimal quota, @Nullable Currency currency, ByChannel rate, Bases basis,
        @Nullable ByChannel quotaCredit, @Nullable ByChannel aeSplit, @Nullable List<Tier> tiers,
        @Nullable List<Spif> spif, @Nullable ClawbackDays clawbackDays) {
    private static final ByChannel WHOLE = new ByChannel(Fraction.ONE, Fraction.ONE);

    public PlanTerms {
        require(rate.isWithin(Fraction.ZERO, null), "rate is negative");
        require(quotaCredit == null || quotaCredit.isWithin(Fraction.ZERO, null), "quota_credit is negative");
        require(aeSplit == null || aeSplit.isWithin(Fraction.ZERO, Fraction.ONE), "ae_split is outside 0 to 1");
        if (tiers != null) {
            checkTiers(tiers, quota);
        }
    }

    /** A value for each channel. */
    public record ByChannel(Fraction direct, Fraction partner) {
        public Fraction of(Channel channel) {
            return switch (channel) {
                case DIRECT -> direct;
                case PARTNER -> partner;
            };
        }

        boolean isWithin(Fraction low, @Nullable Fraction high) {
            return !low.isMoreThan(direct) && !low.isMoreThan(partner)
                    && (high == null || (!direct.isMoreThan(high) && !partner.isMoreThan(high)));
        }
    }

    public record Bases(Basis direct, Basis partner) {
        public Basis of(Channel channel) {
            return switch (channel) {
                case DIRECT -> direct;
                case PARTNER -> partner;
            };
        }
    }

    /** From this attainment on (inclusive; 1 is the whole quota) the rate is multiplied. */
    public record Tier(Fraction fromAttainment, Fraction multiplier) {}

    public record Spif(Channel channel, BigDecimal amount) {}

    public record ClawbackDays(int direct, int partner) {
        public int of(Channel channel) {
            return switch (channel) {
                case DIRECT -> direct;
                case PARTNER -> partner;
            };
        }
    }

    /**
     * The terms, or null after adding every problem. A member that no plan has is a problem: passing over a misspelt
     * {@code quota_credit} would turn an unfair plan into a fair one.
     *
     * @param path how the problems name the terms, e.g. {@code data.terms}
     */
    public static @Nullable PlanTerms read(Map<String, @Nullable Object> terms, String path, List<Problem> problems) {
        return RecordJson.readExactly(PlanTerms.class, terms, path, problems);
    }

    public ByChannel quotaCredits() {
        return quotaCredit != null ? quotaCredit : WHOLE;
    }

    public ByChannel aeSplits() {
        return aeSplit != null ? aeSplit : WHOLE;
    }

    public List<Tier> accelerators() {
        return tiers != null ? tiers : List.of();
    }

    /** What a won deal of the channel pays on top of the rate. */
    public BigDecimal spifPerDeal(Channel channel) {
        return spif == null
                ? BigDecimal.ZERO
                : spif.stream().filter(each -> each.channel() == channel).map(Spif::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void checkTiers(List<Tier> tiers, @Nullable BigDecimal quota) {
        require(tiers.isEmpty() || tiers.getFirst().fromAttainment().signum() == 0,
                "tiers do not start at attainment 0");
        for (int i = 0; i < tiers.size(); i++) {
            require(tiers.get(i).multiplier().signum() >= 0, "multiplier " + tiers.get(i).multiplier()
                    + " is negative");
            require(i == 0 || tiers.get(i).fromAttainment().isMoreThan(tiers.get(i - 1).fromAttainment()),
                    "tiers are not in ascending order of from_attainment");
        }
        require(tiers.size() < 2 || (quota != null && quota.signum() > 0),
                "tiers need a quota above zero to measure attainment against");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

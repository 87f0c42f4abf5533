package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sellers got, and what of it they kept: equal pay that is taken back for longer on partner deals is not equal.
 *
 * @param earnedRatio partner rate / direct rate; null where a channel has no paid deal
 */
public record RetainedPay(Side partner, Side direct, @Nullable Fraction earnedRatio,
        @Nullable Fraction retainedRatio, Verdict verdict) {
    public enum Verdict {
        PASS, FAIL, NOT_COMPARABLE;

        public String word() {
            return RecordJson.word(this);
        }
    }

    /** @param earnedRate per unit of the customer's price; null without any */
    public record Side(BigDecimal earned, BigDecimal retained, @Nullable Fraction earnedRate,
            @Nullable Fraction retainedRate) {
        static Side of(List<ParityDeal> deals) {
            BigDecimal price = ObservedParity.sum(deals, ParityDeal::customerPrice);
            BigDecimal earned = ObservedParity.sum(deals, ParityDeal::earned);
            BigDecimal retained = ObservedParity.sum(deals, ParityDeal::retained);
            return new Side(earned, retained, Fraction.ratio(earned, price), Fraction.ratio(retained, price));
        }
    }

    public static RetainedPay of(Collection<ParityDeal> deals) {
        Side partner = Side.of(ObservedParity.paidOf(deals, Channel.PARTNER));
        Side direct = Side.of(ObservedParity.paidOf(deals, Channel.DIRECT));
        Fraction earned = ratio(partner.earnedRate(), direct.earnedRate());
        Fraction retained = ratio(partner.retainedRate(), direct.retainedRate());
        return new RetainedPay(partner, direct, earned, retained, verdict(earned, retained));
    }

    static @Nullable Fraction ratio(@Nullable Fraction partner, @Nullable Fraction direct) {
        return partner == null || direct == null || direct.signum() == 0 ? null : partner.dividedBy(direct);
    }

    private static Verdict verdict(@Nullable Fraction earned, @Nullable Fraction retained) {
        if (earned == null || retained == null) {
            return Verdict.NOT_COMPARABLE;
        }
        return Fraction.ONE.isMoreThan(earned) || Fraction.ONE.isMoreThan(retained) ? Verdict.FAIL : Verdict.PASS;
    }

    /**
     * By how many days the longest clawback window on partner deals exceeds that on direct ones, over the plans in use;
     * null where none claws back.
     */
    public static @Nullable Integer windowGapDays(Collection<PlanTerms> plans) {
        Integer longest = null;
        for (PlanTerms terms : plans) {
            PlanTerms.ClawbackDays days = terms.clawbackDays();
            if (days != null) {
                int gap = days.partner() - days.direct();
                longest = longest == null ? gap : Math.max(longest, gap);
            }
        }
        return longest;
    }
}

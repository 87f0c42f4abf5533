package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.parity.ParityDeal.Pay;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long after the close the money comes: the same amount 75 days later is not the same pay.
 *
 * @param partnerDays days from close to payment, weighted by what was paid; null where nothing was
 */
public record PayTiming(@Nullable Fraction amountRatio, @Nullable Fraction partnerDays, @Nullable Fraction directDays,
        @Nullable Fraction gapDays, Verdict verdict) {
    private static final Fraction NANOS_A_DAY = Fraction.of(Duration.ofDays(1).toNanos(), 1);

    public enum Verdict {
        PASS, AMOUNT_PASS_TIMING_GAP, AMOUNT_FAIL, AMOUNT_FAIL_TIMING_GAP, NOT_COMPARABLE;

        public String word() {
            return RecordJson.word(this);
        }
    }

    public static PayTiming of(Collection<ParityDeal> deals) {
        List<ParityDeal> partner = ObservedParity.paidOf(deals, Channel.PARTNER);
        List<ParityDeal> direct = ObservedParity.paidOf(deals, Channel.DIRECT);
        Fraction ratio = RetainedPay.ratio(ObservedParity.rate(partner), ObservedParity.rate(direct));
        Fraction partnerDays = days(partner);
        Fraction directDays = days(direct);
        Fraction gap = partnerDays == null || directDays == null ? null : partnerDays.minus(directDays);
        return new PayTiming(ratio, partnerDays, directDays, gap, verdict(ratio, gap));
    }

    private static Verdict verdict(@Nullable Fraction ratio, @Nullable Fraction gap) {
        if (ratio == null || gap == null) {
            return Verdict.NOT_COMPARABLE;
        }
        boolean later = gap.signum() > 0;
        if (Fraction.ONE.isMoreThan(ratio)) {
            return later ? Verdict.AMOUNT_FAIL_TIMING_GAP : Verdict.AMOUNT_FAIL;
        }
        return later ? Verdict.AMOUNT_PASS_TIMING_GAP : Verdict.PASS;
    }

    private static @Nullable Fraction days(List<ParityDeal> deals) {
        Fraction weighted = Fraction.ZERO;
        Fraction weight = Fraction.ZERO;
        for (ParityDeal deal : deals) {
            for (Pay pay : deal.paid()) {
                Fraction amount = Fraction.of(pay.amount());
                Fraction nanos = Fraction.of(Duration.between(deal.closedAt(), pay.at()).toNanos(), 1);
                weighted = weighted.plus(amount.times(nanos.dividedBy(NANOS_A_DAY)));
                weight = weight.plus(amount);
            }
        }
        return weight.signum() == 0 ? null : weighted.dividedBy(weight);
    }
}

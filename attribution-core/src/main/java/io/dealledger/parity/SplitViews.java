package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pay per credited unit beside pay per unit of the deal. Split crediting makes the first look equal; the second is what
 * the seller lives on, and it decides.
 */
public record SplitViews(@Nullable Fraction creditedBasisRatio, @Nullable Fraction dealBasisRatio,
        RetainedPay.Verdict verdict) {
    public static SplitViews of(Collection<ParityDeal> deals) {
        List<ParityDeal> partner = ObservedParity.paidOf(deals, Channel.PARTNER);
        List<ParityDeal> direct = ObservedParity.paidOf(deals, Channel.DIRECT);
        Fraction onDeal = RetainedPay.ratio(ObservedParity.rate(partner), ObservedParity.rate(direct));
        RetainedPay.Verdict verdict = onDeal == null
                ? RetainedPay.Verdict.NOT_COMPARABLE
                : Fraction.ONE.isMoreThan(onDeal) ? RetainedPay.Verdict.FAIL : RetainedPay.Verdict.PASS;
        return new SplitViews(RetainedPay.ratio(perCredited(partner), perCredited(direct)), onDeal, verdict);
    }

    private static @Nullable Fraction perCredited(List<ParityDeal> deals) {
        List<ParityDeal> credited = deals.stream().filter(deal -> deal.credited() != null).toList();
        return Fraction.ratio(ObservedParity.sum(credited, ParityDeal::earned), ObservedParity.sum(credited,
                deal -> Objects.requireNonNullElse(deal.credited(), BigDecimal.ZERO)));
    }
}

package io.dealledger.parity;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.parity.PlanSimulation.SimulatedDeal;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The counterfactual, added up: the view that decides.
 *
 * @param partnerPayIfDirect what the partner deals would pay were they direct
 * @param gap                actual - if direct, over all deals: the loss may sit on a direct one
 * @param index              1 + gap / partnerPayIfDirect; null without partner deals or where those would pay nothing
 */
public record PlanParity(int partnerDeals, BigDecimal actualTotal, BigDecimal ifDirectTotal,
        BigDecimal partnerPayIfDirect, BigDecimal gap, @Nullable Fraction index, ParityVerdict verdict) {
    public static PlanParity of(Collection<SimulatedDeal> deals, Currency currency) {
        BigDecimal zero = MinorUnits.round(BigDecimal.ZERO, currency);
        BigDecimal actual = zero;
        BigDecimal ifDirect = zero;
        BigDecimal partnerIfDirect = zero;
        int partnerDeals = 0;
        for (SimulatedDeal each : deals) {
            actual = actual.add(each.actual());
            ifDirect = ifDirect.add(each.ifDirect());
            if (each.deal().channel() == Channel.PARTNER) {
                partnerDeals++;
                partnerIfDirect = partnerIfDirect.add(each.ifDirect());
            }
        }
        BigDecimal gap = actual.subtract(ifDirect);
        Fraction part = partnerDeals == 0 ? null : Fraction.ratio(gap, partnerIfDirect);
        return new PlanParity(partnerDeals, actual, ifDirect, partnerIfDirect, gap,
                part == null ? null : Fraction.ONE.plus(part), verdict(partnerDeals, gap, currency));
    }

    /** One minor unit per partner deal is what rounding can do; beyond it there is no tolerance. */
    private static ParityVerdict verdict(int partnerDeals, BigDecimal gap, Currency currency) {
        if (partnerDeals == 0) {
            return ParityVerdict.NO_PARTNER_DEALS;
        }
        if (gap.signum() > 0) {
            return ParityVerdict.PASS_PARTNER_FAVOURED;
        }
        BigDecimal rounding = BigDecimal.valueOf(partnerDeals, MinorUnits.digits(currency));
        return gap.negate().compareTo(rounding) > 0 ? ParityVerdict.FAIL : ParityVerdict.PASS;
    }
}

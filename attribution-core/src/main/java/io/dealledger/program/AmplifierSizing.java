package io.dealledger.program;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.CalendarPeriod;
import io.dealledger.fact.QuotaAssigned;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether direct sales is sized to amplify partners (M13). Reported, not gated: the essays name no threshold.
 *
 * @param cosellQuotaShare      part of the sellers' quota designated to partner co-sell; what nobody designated is not
 * @param partneredOpportunities part of the sellers' opportunities with a partner in them, sourced or influenced
 * @param accountsPerAe         accounts sold to per seller
 */
public record AmplifierSizing(@Nullable Fraction cosellQuotaShare, @Nullable Fraction partneredOpportunities,
        @Nullable Fraction accountsPerAe, int aes) {
    public static AmplifierSizing of(Evidence evidence, TimeSpan span) {
        Map<List<String>, Told<QuotaAssigned>> latest = new HashMap<>();
        for (Told<QuotaAssigned> told : evidence.all(QuotaAssigned.class)) {
            if (isIn(evidence, span, told)) {
                latest.put(List.of(told.fact().aeId(), told.fact().period()), told);
            }
        }
        var aes = new TreeSet<String>();
        Sum quota = evidence.sum();
        Sum cosell = evidence.sum();
        for (Told<QuotaAssigned> told : latest.values()) {
            QuotaAssigned each = told.fact();
            aes.add(each.aeId());
            quota.add(each.amount(), each.currency(), told.at());
            Fraction designated = each.partnerCosellShare() == null ? Fraction.ZERO : each.partnerCosellShare();
            cosell.add(each.amount(), designated,
                    each.currency(), LocalDate.ofInstant(told.at(), ZoneOffset.UTC));
        }
        int owned = 0;
        int partnered = 0;
        var accounts = new TreeSet<String>();
        for (Decision decision : evidence.inScope().toList()) {
            Deal deal = decision.deal();
            if (deal.ownerAe() != null && span.contains(deal.createdAt())) {
                owned++;
                partnered += decision.tag() == Tag.DIRECT ? 0 : 1;
                accounts.add(deal.accountId());
                aes.add(deal.ownerAe());
            }
        }
        return new AmplifierSizing(over(cosell.exact(), quota.exact()),
                owned == 0 ? null : Fraction.of(partnered, owned),
                aes.isEmpty() ? null : Fraction.of(accounts.size(), aes.size()), aes.size());
    }

    /** A quota counts where its period touches the span; where the period is spelt in a way of its own, by its own time. */
    private static boolean isIn(Evidence evidence, TimeSpan span, Told<QuotaAssigned> told) {
        CalendarPeriod period = CalendarPeriod.parse(told.fact().period());
        Instant at = told.at();
        return period == null ? span.contains(at) : span.partOf(period, evidence.zone()).signum() > 0;
    }

    static @Nullable Fraction over(@Nullable Fraction part, @Nullable Fraction whole) {
        return part == null || whole == null || whole.signum() == 0 ? null : part.dividedBy(whole);
    }
}

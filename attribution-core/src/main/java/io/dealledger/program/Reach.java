package io.dealledger.program;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.fact.CoverageMode;
import io.dealledger.fact.DealType;
import io.dealledger.money.Fraction;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Customers won where direct sales does not go (M22).
 *
 * @param newLogos        won in the span
 * @param beyondDirect    of these, in a segment without any direct-first account
 * @param coveredSegments segments with one, sorted
 */
public record Reach(int newLogos, int beyondDirect, Set<String> coveredSegments) {
    public static Reach of(Evidence evidence, TimeSpan span) {
        Instant at = span.until();
        Accounts identity = Accounts.at(evidence, at);
        var covered = new TreeSet<String>();
        Coverage.of(evidence, at).accounts().forEach((account, mode) -> {
            String segment = identity.segment(account);
            if (mode == CoverageMode.DIRECT_FIRST && segment != null) {
                covered.add(segment);
            }
        });
        int newLogos = 0;
        int beyond = 0;
        for (Decision decision : evidence.inScope().toList()) {
            Deal deal = decision.deal();
            Instant closedAt = deal.closedAt();
            if (deal.dealType() == DealType.NEW_LOGO && deal.status() == DealStatus.WON && closedAt != null
                    && span.contains(closedAt)) {
                newLogos++;
                String segment = deal.segment() != null ? deal.segment() : identity.segment(deal.accountId());
                beyond += segment != null && !covered.contains(segment) ? 1 : 0;
            }
        }
        return new Reach(newLogos, beyond, covered);
    }

    public @Nullable Fraction share() {
        return newLogos == 0 ? null : Fraction.of(beyondDirect, newLogos);
    }
}

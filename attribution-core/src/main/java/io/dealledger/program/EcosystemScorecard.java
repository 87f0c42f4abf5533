package io.dealledger.program;

import io.dealledger.attribution.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the essays want a company to be measured by (M17): revenue through partners, their capacity, and what becomes of
 * their customers.
 *
 * @param sourced    new revenue that partners originated, less refunds; null where a rate is missing
 * @param influenced new revenue that partners took part in, each deal once however many took part
 */
public record EcosystemScorecard(@Nullable BigDecimal sourced, @Nullable BigDecimal influenced,
        PartnerCapacity capacity, PartnerDelivery delivery, CustomerOutcomes outcomes) {
    /** @param span of the revenue; capacity, delivery and outcomes stand as of its end */
    public static EcosystemScorecard of(Evidence evidence, TimeSpan span) {
        Instant at = span.until();
        PartnerDelivery delivery = PartnerDelivery.of(evidence, at);
        return new EcosystemScorecard(evidence.revenue(span, tag -> tag == Tag.SOURCED).amount(),
                evidence.revenue(span, tag -> tag == Tag.INFLUENCED).amount(),
                PartnerCapacity.at(evidence, at, Enablement.at(evidence, at, span), delivery), delivery,
                CustomerOutcomes.of(evidence, at));
    }
}

package io.dealledger.parity;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.CompPlanAssigned;
import io.dealledger.fact.CompPlanPublished;
import io.dealledger.fact.DealType;
import io.dealledger.fact.Recorded;
import io.dealledger.parity.ParityDeal.Pay;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans and paid deals as tests say them. */
final class Plans {
    static final Currency USD = Currency.getInstance("USD");

    private Plans() {}

    static CompPlanPublished published(String planId, Map<String, @Nullable Object> terms) {
        return new CompPlanPublished(planId, terms, List.of("cro"), null);
    }

    static CompPlanAssigned assigned(String aeId, String planId, String acceptedAt, @Nullable String period) {
        return new CompPlanAssigned(aeId, planId, Recorded.instant(acceptedAt), period);
    }

    /** One seller, one plan, from 2025 on. */
    static PlanBook book(Map<String, @Nullable Object> terms) {
        return PlanBook.of(new Recorded().at("2025-01-01", published("plan", terms))
                .at("2025-01-02", assigned("ae-1", "plan", "2025-01-02", null)).facts(), ZoneOffset.UTC);
    }

    static Map<String, @Nullable Object> terms(String directRate, String partnerRate,
            Map<String, @Nullable Object> more) {
        return PlanTermsTest.with(
                Map.of("rate", Map.of("direct", directRate, "partner", partnerRate), "basis",
                        Map.of("direct", "vendor_net", "partner", "vendor_net")),
                more);
    }

    /** Of ae-1, at one price, nothing paid yet. */
    static ParityDeal deal(String id, Tag tag, String price, String closedAt) {
        return deal(id, "ae-1", tag, price, price, closedAt, List.of(), List.of());
    }

    static ParityDeal paid(String id, Tag tag, String price, String pay) {
        return deal(id, "ae-1", tag, price, price, "2026-03-01",
                List.of(new Pay(Recorded.instant("2026-04-01"), new BigDecimal(pay))), List.of());
    }

    static ParityDeal deal(String id, String ae, Tag tag, String net, String price, String closedAt, List<Pay> paid,
            List<Pay> clawedBack) {
        return new ParityDeal(id, ae, Recorded.instant(closedAt), tag, DealType.NEW_LOGO, new BigDecimal(net),
                new BigDecimal(price), null, null, paid, clawedBack, null);
    }

    static ParityDeal in(String segment, DealType type, ParityDeal deal) {
        return new ParityDeal(deal.opportunityId(), deal.aeId(), deal.closedAt(), deal.tag(), type, deal.vendorNet(),
                deal.customerPrice(), segment, deal.region(), deal.paid(), deal.clawedBack(), deal.credited());
    }
}

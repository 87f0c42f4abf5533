package io.dealledger.share;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policy.RefundRule;
import io.dealledger.attribution.Refund;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions as tests say them: {@code won("D1", SOURCED, "100.00", "2026-03-04T12:00:00Z")}. */
final class Deals {
    static final Currency USD = Currency.getInstance("USD");
    static final Currency EUR = Currency.getInstance("EUR");

    private Deals() {}

    static Decision won(String id, Tag tag, String amount, String closedAt, Refund... refunds) {
        return decision(id, tag, DealStatus.WON, amount, null, USD, closedAt, List.of(refunds));
    }

    static Decision decision(String id, Tag tag, DealStatus status, String amount, @Nullable String customerPrice,
            Currency currency, String closedAt, List<Refund> refunds) {
        Instant closed = Instant.parse(closedAt);
        return new Decision(
                new Deal(id, "A-" + id, DealType.NEW_LOGO, status, closed.minusSeconds(86_400), closed,
                        new BigDecimal(amount), customerPrice == null ? null : new BigDecimal(customerPrice), currency,
                        null, null, null, null, null, null, null, refunds),
                "v1", RefundRule.EVENT_WEEK, tag, List.of(), List.of(), List.of(), Map.of(), List.of(), null, Map.of(),
                List.of(), List.of());
    }

    static Decision with(RefundRule rule, Decision d) {
        return new Decision(d.deal(), d.policy(), rule, d.tag(), d.sourcedBy(), d.influencedBy(), d.fulfilledBy(),
                d.registrations(), d.flags(), d.dispute(), d.originCredit(), d.openClaims(), d.trace());
    }

    /** Decided by a dispute. */
    static Decision disputed(String dispute, Decision d) {
        return new Decision(d.deal(), d.policy(), d.refundRule(), d.tag(), d.sourcedBy(), d.influencedBy(),
                d.fulfilledBy(), d.registrations(), d.flags(), dispute, d.originCredit(), d.openClaims(), d.trace());
    }

    static Refund refund(String factId, String amount, String at) {
        return new Refund(factId, Instant.parse(at), new BigDecimal(amount));
    }
}

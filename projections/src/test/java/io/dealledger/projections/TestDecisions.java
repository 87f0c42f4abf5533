package io.dealledger.projections;

import io.dealledger.account.AttributionDecided;
import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
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

/** Decisions as tests say them. */
public final class TestDecisions {
    private TestDecisions() {}

    public static AttributionDecided decided(int revision, Decision decision) {
        Deal deal = decision.deal();
        return new AttributionDecided(deal.accountId(), deal.opportunityId(), revision, TestLedger.START, List.of("f1"),
                decision);
    }

    public static Decision open(String id) {
        return decision(deal(id, DealStatus.OPEN, null, null, null, List.of()), Tag.DIRECT, List.of());
    }

    public static Decision won(String id, Tag tag, String amount, String currency, String closedAt,
            Refund... refunds) {
        return won(id, tag, amount, currency, closedAt, List.of(), refunds);
    }

    public static Decision won(String id, Tag tag, String amount, String currency, String closedAt,
            List<OpenClaim> claims, Refund... refunds) {
        return decision(deal(id, DealStatus.WON, Instant.parse(closedAt), new BigDecimal(amount),
                Currency.getInstance(currency), List.of(refunds)), tag, claims);
    }

    public static Decision qualified(Decision d, Instant at, BigDecimal amount, @Nullable String currency) {
        Deal deal = d.deal();
        return new Decision(
                new Deal(deal.opportunityId(), deal.accountId(), deal.dealType(), deal.status(), deal.createdAt(),
                        deal.closedAt(), deal.amount(), deal.customerPrice(), deal.currency(), at, amount,
                        currency == null ? null : Currency.getInstance(currency), deal.ownerAe(), deal.segment(),
                        deal.region(), deal.product(), deal.refunds()),
                d.policy(), d.refundRule(), d.tag(), d.sourcedBy(), d.influencedBy(), d.fulfilledBy(),
                d.registrations(), d.flags(), d.dispute(), d.originCredit(), d.openClaims(), d.trace());
    }

    /** The same, sold by someone at a price. */
    public static Decision sold(Decision d, @Nullable String ownerAe, @Nullable BigDecimal customerPrice,
            @Nullable String segment) {
        Deal deal = d.deal();
        return new Decision(
                new Deal(deal.opportunityId(), deal.accountId(), deal.dealType(), deal.status(), deal.createdAt(),
                        deal.closedAt(), deal.amount(), customerPrice, deal.currency(), deal.qualifiedAt(),
                        deal.qualifiedAmount(), deal.qualifiedCurrency(), ownerAe, segment, deal.region(),
                        deal.product(), deal.refunds()),
                d.policy(), d.refundRule(), d.tag(), d.sourcedBy(), d.influencedBy(), d.fulfilledBy(),
                d.registrations(), d.flags(), d.dispute(), d.originCredit(), d.openClaims(), d.trace());
    }

    private static Deal deal(String id, DealStatus status, @Nullable Instant closedAt, @Nullable BigDecimal amount,
            @Nullable Currency currency, List<Refund> refunds) {
        return new Deal(id, "A-" + id, DealType.NEW_LOGO, status, Instant.parse("2025-12-01T00:00:00Z"), closedAt,
                amount, null, currency, null, null, null, null, "smb", null, null, refunds);
    }

    private static Decision decision(Deal deal, Tag tag, List<OpenClaim> claims) {
        List<String> sourcedBy = tag == Tag.SOURCED ? List.of("P1") : List.of();
        List<String> influencedBy = tag == Tag.INFLUENCED ? List.of("P2") : List.of();
        return new Decision(deal, "v1", RefundRule.EVENT_WEEK, tag, sourcedBy, influencedBy, List.of(), Map.of(),
                List.of(), null, Map.of(), claims, List.of());
    }
}

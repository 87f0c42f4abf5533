package io.dealledger.share;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policy.RefundRule;
import io.dealledger.attribution.Refund;
import io.dealledger.attribution.Tag;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision adds to new revenue and to new pipeline. */
public final class Postings {
    private Postings() {}

    /**
     * New revenue: the amount at the close, corrections included, and every refund as a negative posting in its own
     * week (or the close's, as the policy says) under the deal's tag. Nothing for a deal that is not won or not in
     * scope.
     */
    public static List<Posting> of(Decision decision) {
        Deal deal = decision.deal();
        if (deal.status() != DealStatus.WON || decision.tag() == Tag.OUT_OF_SCOPE) {
            return List.of();
        }
        Instant closedAt = requireNonNull(deal.closedAt());
        Currency currency = requireNonNull(deal.currency());
        BigDecimal amount = requireNonNull(deal.amount());
        LocalDate fxDate = utcDate(closedAt);
        var postings = new ArrayList<Posting>();
        postings.add(posting(decision, "", Posting.Kind.WON, closedAt, amount,
                requireNonNullElse(deal.customerPrice(), amount), currency, fxDate));
        for (Refund refund : deal.refunds()) {
            Instant at = decision.refundRule() == RefundRule.ORIGINAL_WEEK ? closedAt : refund.occurredAt();
            postings.add(posting(decision, "/" + refund.factId(), Posting.Kind.REFUND, at, refund.amount().negate(),
                    grossOf(refund.amount(), amount, deal.customerPrice(), currency).negate(), currency, fxDate));
        }
        return List.copyOf(postings);
    }

    /**
     * New pipeline: the amount stated at the first qualification, in that week, under the tag as it stands now. A deal
     * lost since was pipeline all the same; a deleted one never was. Re-qualification and growth add nothing.
     *
     * @param unstated the currency of an amount whose source named none: the reporting currency
     */
    public static List<Posting> pipeline(Decision decision, Currency unstated) {
        Deal deal = decision.deal();
        Instant qualifiedAt = deal.qualifiedAt();
        BigDecimal amount = deal.qualifiedAmount();
        if (qualifiedAt == null || amount == null || deal.status() == DealStatus.DELETED
                || decision.tag() == Tag.OUT_OF_SCOPE) {
            return List.of();
        }
        return List.of(posting(decision, "/qualified", Posting.Kind.QUALIFIED, qualifiedAt, amount, amount,
                requireNonNullElse(deal.qualifiedCurrency(), unstated), utcDate(qualifiedAt)));
    }

    /**
     * A refund says what the vendor gives back. At the customer's price that is the same part of the price, rounded
     * half-even to the minor unit: otherwise a deal refunded whole would leave the partner's margin behind as revenue.
     */
    private static BigDecimal grossOf(BigDecimal refund, BigDecimal amount, @Nullable BigDecimal customerPrice,
            Currency currency) {
        Fraction part = customerPrice == null ? null : Fraction.ratio(refund, amount);
        return part == null || customerPrice == null
                ? refund
                : MinorUnits.round(part.times(Fraction.of(customerPrice)), currency);
    }

    private static Posting posting(Decision decision, String suffix, Posting.Kind kind, Instant at, BigDecimal net,
            BigDecimal gross, Currency currency, LocalDate fxDate) {
        Deal deal = decision.deal();
        return new Posting(deal.opportunityId() + suffix, deal.opportunityId(), deal.accountId(), kind, at,
                decision.tag(), net, gross, currency, fxDate, deal.dealType(), deal.segment(), deal.region(),
                deal.ownerAe());
    }

    private static LocalDate utcDate(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}

package io.dealledger.attribution;

import io.dealledger.fact.DealType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts say about one opportunity, whoever brought it.
 *
 * @param closedAt          instant of the close that stands; null while open
 * @param amount            what the vendor booked, corrections included, refunds not; null unless won
 * @param customerPrice     what the customer pays; null where the source did not say
 * @param currency          of amount, customerPrice and refunds; null unless won
 * @param qualifiedAt       instant of the first qualification; null before it
 * @param qualifiedAmount   the amount stated at the first qualification
 * @param qualifiedCurrency its currency; null where the source did not say
 * @param refunds           in order of occurrence
 */
public record Deal(String opportunityId, String accountId, DealType dealType, DealStatus status, Instant createdAt,
        @Nullable Instant closedAt, @Nullable BigDecimal amount, @Nullable BigDecimal customerPrice,
        @Nullable Currency currency, @Nullable Instant qualifiedAt, @Nullable BigDecimal qualifiedAmount,
        @Nullable Currency qualifiedCurrency, @Nullable String ownerAe, @Nullable String segment,
        @Nullable String region, @Nullable String product, List<Refund> refunds) {}

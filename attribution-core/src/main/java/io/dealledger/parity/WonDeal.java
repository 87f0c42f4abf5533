package io.dealledger.parity;

import static java.util.Objects.requireNonNull;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A won deal of new revenue before its pay is looked at, in the currency that it was booked in.
 *
 * @param ownerAe       null where the CRM named none
 * @param tag           never {@link Tag#OUT_OF_SCOPE}
 * @param customerPrice null where the source did not say
 */
public record WonDeal(String opportunityId, @Nullable String ownerAe, Instant closedAt, Tag tag, DealType dealType,
        BigDecimal amount, @Nullable BigDecimal customerPrice, Currency currency, @Nullable String segment,
        @Nullable String region) {
    /** Null for what is not won, or is not new revenue. */
    public static @Nullable WonDeal of(Decision decision) {
        Deal deal = decision.deal();
        return deal.status() != DealStatus.WON || decision.tag() == Tag.OUT_OF_SCOPE
                ? null
                : new WonDeal(deal.opportunityId(), deal.ownerAe(), requireNonNull(deal.closedAt()), decision.tag(),
                        deal.dealType(), requireNonNull(deal.amount()), deal.customerPrice(),
                        requireNonNull(deal.currency()), deal.segment(), deal.region());
    }

    /** The day whose exchange rate converts the deal and everything paid for it. */
    public LocalDate fxDate() {
        return LocalDate.ofInstant(closedAt, ZoneOffset.UTC);
    }
}

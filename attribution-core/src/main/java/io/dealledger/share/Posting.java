package io.dealledger.share;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.DealType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * An amount that one deal adds to the share. Read models only add postings up.
 *
 * @param id       unique among all postings: the opportunity's id, and for a refund {@code /} and its fact's id
 * @param at       the instant whose week it counts in
 * @param tag      never {@code OUT_OF_SCOPE}
 * @param net      on the basis {@code vendor_net}, in {@code currency}; negative for a refund
 * @param gross    on the basis {@code customer_gross}, in {@code currency}
 * @param fxDate   the date whose rate converts it: the UTC date of the close (of the qualification for pipeline), also
 *                 for a refund, whatever the reporting zone is
 */
public record Posting(String id, String opportunityId, String accountId, Kind kind, Instant at, Tag tag,
        BigDecimal net, BigDecimal gross, Currency currency, LocalDate fxDate, DealType dealType,
        @Nullable String segment, @Nullable String region, @Nullable String ownerAe) {
    public enum Kind {
        WON, REFUND, QUALIFIED
    }

    public BigDecimal amount(Basis basis) {
        return switch (basis) {
            case VENDOR_NET -> net;
            case CUSTOMER_GROSS -> gross;
        };
    }

    /** The same amount under another tag. */
    Posting taggedAs(Tag other) {
        return new Posting(id, opportunityId, accountId, kind, at, other, net, gross, currency, fxDate, dealType,
                segment, region, ownerAe);
    }

    /** The same amount converted at the rate of another day. */
    public Posting convertedAt(LocalDate date) {
        return new Posting(id, opportunityId, accountId, kind, at, tag, net, gross, currency, date, dealType, segment,
                region, ownerAe);
    }
}

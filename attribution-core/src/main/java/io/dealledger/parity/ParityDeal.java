package io.dealledger.parity;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.Channel;
import io.dealledger.fact.DealType;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A won deal of new revenue and what its seller got for it. All amounts in the reporting currency, at the rate of the
 * close date.
 *
 * @param aeId       the seller who owns it
 * @param tag        never {@link Tag#OUT_OF_SCOPE}
 * @param paid       to that seller, in order of payment
 * @param clawedBack from that seller, in order of occurrence
 * @param credited   what of the deal was credited to that seller; null where nobody said
 */
public record ParityDeal(String opportunityId, String aeId, Instant closedAt, Tag tag, DealType dealType,
        BigDecimal vendorNet, BigDecimal customerPrice, @Nullable String segment, @Nullable String region,
        List<Pay> paid, List<Pay> clawedBack, @Nullable BigDecimal credited) {
    /** In which order deals count towards a quota. */
    public static final Comparator<ParityDeal> BY_CLOSE = Comparator.comparing(ParityDeal::closedAt)
            .thenComparing(ParityDeal::opportunityId);

    /** An amount and when it moved. */
    public record Pay(Instant at, BigDecimal amount) {
        static BigDecimal sum(List<Pay> pays) {
            return pays.stream().map(Pay::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** How a plan sees it: a partner deal is a sourced one, and an influenced one is paid as direct. */
    public Channel channel() {
        return tag == Tag.SOURCED ? Channel.PARTNER : Channel.DIRECT;
    }

    /** On which side of an observed comparison it stands; null for influenced deals, which get a cut of their own. */
    public @Nullable Channel arm() {
        return switch (tag) {
            case SOURCED -> Channel.PARTNER;
            case DIRECT -> Channel.DIRECT;
            case INFLUENCED, OUT_OF_SCOPE -> null;
        };
    }

    public BigDecimal earned() {
        return Pay.sum(paid);
    }

    public BigDecimal retained() {
        return earned().subtract(Pay.sum(clawedBack));
    }

    /** Paid per unit of the customer's price; null where the customer pays nothing or nothing was paid yet. */
    public @Nullable Fraction effectiveRate() {
        return paid.isEmpty() ? null : Fraction.ratio(earned(), customerPrice);
    }
}

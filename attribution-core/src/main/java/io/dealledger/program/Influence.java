package io.dealledger.program;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.money.Allocation;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Influence in three columns that must not be mixed: what each partner touched, the same shared evenly, and each deal
 * once. Amounts at the close, corrections included, refunds not.
 *
 * @param touched   by partner, every deal it took part in at its whole amount: adds up to more than there is; a value is
 *                  null where a rate is missing
 * @param evenSplit by partner, each deal shared evenly to the minor unit: adds up to {@code total}; null likewise
 * @param total     each deal once; null where a rate is missing
 * @param deals     how many
 */
public record Influence(SortedMap<String, @Nullable BigDecimal> touched,
        SortedMap<String, @Nullable BigDecimal> evenSplit, @Nullable BigDecimal total, int deals) {
    /** @param span of the closes */
    public static Influence of(Evidence evidence, TimeSpan span) {
        var touched = new TreeMap<String, @Nullable BigDecimal>();
        var evenSplit = new TreeMap<String, @Nullable BigDecimal>();
        var amounts = new ArrayList<@Nullable BigDecimal>();
        for (Decision decision : evidence.decisions()) {
            Deal deal = decision.deal();
            Instant closedAt = deal.closedAt();
            List<String> partners = decision.influencedBy();
            if (deal.status() == DealStatus.WON && closedAt != null && span.contains(closedAt)
                    && !partners.isEmpty()) {
                BigDecimal amount = amount(evidence, deal, closedAt);
                amounts.add(amount);
                partners.forEach(partner -> add(touched, partner, amount));
                split(partners, amount, evidence.currency())
                        .forEach((partner, part) -> add(evenSplit, partner, part));
            }
        }
        return new Influence(touched, evenSplit, sum(amounts, evidence.currency()), amounts.size());
    }

    /** Null without an amount or a rate. */
    private static @Nullable BigDecimal amount(Evidence evidence, Deal deal, Instant closedAt) {
        BigDecimal amount = deal.amount();
        Currency currency = deal.currency();
        return amount == null || currency == null
                ? null
                : evidence.rates().convert(amount, currency, evidence.currency(),
                        LocalDate.ofInstant(closedAt, ZoneOffset.UTC));
    }

    private static Map<String, @Nullable BigDecimal> split(List<String> partners, @Nullable BigDecimal amount,
            Currency currency) {
        var parts = new HashMap<String, @Nullable BigDecimal>();
        if (amount == null) {
            partners.forEach(partner -> parts.put(partner, null));
        } else {
            var weights = new HashMap<String, Fraction>();
            partners.forEach(partner -> weights.put(partner, Fraction.of(1, partners.size())));
            parts.putAll(Allocation.split(amount, MinorUnits.digits(currency), weights));
        }
        return parts;
    }

    /** What is not known makes the sum unknown. */
    private static void add(Map<String, @Nullable BigDecimal> sums, String partner, @Nullable BigDecimal amount) {
        BigDecimal sum = sums.containsKey(partner) ? sums.get(partner) : BigDecimal.ZERO;
        sums.put(partner, sum == null || amount == null ? null : sum.add(amount));
    }

    private static @Nullable BigDecimal sum(List<@Nullable BigDecimal> amounts, Currency currency) {
        BigDecimal sum = MinorUnits.round(Fraction.ZERO, currency);
        for (BigDecimal amount : amounts) {
            if (amount == null) {
                return null;
            }
            sum = sum.add(amount);
        }
        return sum;
    }
}

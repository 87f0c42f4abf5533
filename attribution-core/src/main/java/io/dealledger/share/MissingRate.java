package io.dealledger.share;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;

/** An amount in {@code currency} could not be counted: no rate into the reporting currency was known for that day. */
public record MissingRate(Currency currency, LocalDate date) implements Comparable<MissingRate> {
    private static final Comparator<MissingRate> ORDER = Comparator
            .comparing((MissingRate missing) -> missing.currency().getCurrencyCode()).thenComparing(MissingRate::date);

    @Override
    public int compareTo(MissingRate other) {
        return ORDER.compare(this, other);
    }

    /** E.g. {@code EUR on 2026-02-03}. */
    @Override
    public String toString() {
        return currency.getCurrencyCode() + " on " + date;
    }
}

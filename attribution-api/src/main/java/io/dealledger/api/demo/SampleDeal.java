package io.dealledger.api.demo;

import io.dealledger.fact.DealType;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/**
 * One opportunity of the sample year and how it came about.
 *
 * @param number  what its ids are made of: D-1042, R-1042
 * @param ended   when it was won or lost; of an open one when it would have been
 * @param partner who brought or helped it; unused where {@code story} needs none
 * @param second  another partner
 */
record SampleDeal(int number, String accountId, DealType type, Segment segment, Region region, BigDecimal amount,
        Instant created, Instant ended, Ending ending, String owner, Story story, String partner, String second) {
    enum Ending {
        WON, LOST, OPEN
    }

    enum Segment {
        MID_MARKET, ENTERPRISE
    }

    /** Where a customer is, what it pays in, about how many dollars one unit is, and who sells there. */
    enum Region {
        NORTH_AMERICA("USD", "1", 16), EUROPE("EUR", "1.08", 10), UK("GBP", "1.27", 8), JAPAN("JPY", "0.0067", 6);

        final Currency currency;
        final BigDecimal dollars;
        final int sellers;

        Region(String currency, String dollars, int sellers) {
            this.currency = Currency.getInstance(currency);
            this.dollars = new BigDecimal(dollars);
            this.sellers = sellers;
        }
    }

    /** How a partner came into the deal, or did not. */
    enum Story {
        REGISTERED, INTRODUCED, SPLIT_BETWEEN_TWO, // a partner brought it
        CO_SOLD, REGISTERED_AFTER_CREATION, REGISTRATION_HEARD_TOO_LATE, REGISTRATION_LAPSED, SALES_WAS_THERE_FIRST, // it helped
        DIRECT, REGISTRATION_REJECTED // it did not
    }

    String id() {
        return "D-" + number;
    }

    String registrationId() {
        return "R-" + number;
    }

    BigDecimal dollars() {
        return amount.multiply(region.dollars);
    }

    boolean broughtByAPartner() {
        return story.ordinal() <= Story.SPLIT_BETWEEN_TWO.ordinal();
    }

    /** That part of the amount, to the minor unit. */
    BigDecimal part(String rate) {
        return MinorUnits.round(amount.multiply(new BigDecimal(rate)), region.currency);
    }
}

package io.dealledger.share;

import io.dealledger.attribution.Policy;
import io.dealledger.json.RecordJson;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a share is a share of. Change one component and it is another number, so all of them are in its {@link #id}.
 *
 * @param zone     whose clock says in which week an instant falls; never touches an amount
 * @param currency in which the amounts are added up, each converted at the rate of its own {@link Posting#fxDate}
 */
public record Definition(Basis basis, Scope scope, WeekCalendar calendar, ZoneId zone, Currency currency) {
    private static final String DATED = "_dated";

    public Definition {
        zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone; // one zone, one id
    }

    /** How a policy reports unless asked otherwise: net new revenue in its calendar, zone and currency. */
    public static Definition of(Policy.Reporting reporting) {
        return new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, WeekCalendar.of(reporting.calendar()),
                reporting.zone(), reporting.currency());
    }

    /**
     * Reads an id such as {@code vendor_net.new_revenue.iso_week.UTC.USD_dated}.
     *
     * @throws IllegalArgumentException if it is not one, naming the part that is not and what would be accepted
     */
    public static Definition parse(String id) {
        String[] parts = id.split("\\.", -1);
        if (parts.length != 5 || !parts[4].endsWith(DATED)) {
            throw new IllegalArgumentException("'" + id + "' is not basis.scope.calendar.zone.currency, as "
                    + "vendor_net.new_revenue.iso_week.UTC.USD_dated is");
        }
        return new Definition(word(Basis.class, parts[0]), word(Scope.class, parts[1]), WeekCalendar.of(parts[2]),
                zone(parts[3]), currency(parts[4].substring(0, parts[4].length() - DATED.length())));
    }

    public String id() {
        return String.join(".", RecordJson.word(basis), RecordJson.word(scope), calendar.id(), zone.getId(),
                currency.getCurrencyCode() + DATED);
    }

    public Definition with(Basis other) {
        return new Definition(other, scope, calendar, zone, currency);
    }

    public Definition with(Scope other) {
        return new Definition(basis, other, calendar, zone, currency);
    }

    public Definition with(WeekCalendar other) {
        return new Definition(basis, scope, other, zone, currency);
    }

    public Definition with(ZoneId other) {
        return new Definition(basis, scope, calendar, other, currency);
    }

    /** The week in which a posting counts; null where the calendar does not reach. */
    public @Nullable Week weekOf(Posting posting) {
        return calendar.weekOf(LocalDate.ofInstant(posting.at(), zone));
    }

    /** What a posting adds to the bucket of its tag; an amount without a rate is missing, never zero. */
    public Totals totalsOf(Posting posting, FxRates rates) {
        BigDecimal amount = rates.convert(posting.amount(basis), posting.currency(), currency, posting.fxDate());
        return amount == null
                ? Totals.zero(currency).missing(new MissingRate(posting.currency(), posting.fxDate()))
                : Totals.zero(currency).plus(posting.tag(), amount);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(RecordJson::word).toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("'" + word + "' is none of " + String.join(", ", words));
        }
        return type.getEnumConstants()[index];
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + id + "' is not a time zone such as UTC or Europe/Berlin", e);
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + code + "' is not an ISO 4217 currency such as USD", e);
        }
    }
}

package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.mapping.SalesforceId;
import io.dealledger.json.CanonicalJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The values of an org's fields, as texts and booleans, whichever way they came. Each method throws an
 * {@link UnreadableFieldException} if the value is not what the field holds.
 */
record FieldValues(Org org) {
    /** REST and files write an offset without a colon. */
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]", Locale.ROOT);
    private static final int DATE_LENGTH = 10;
    /** Far beyond any deal, and short of what would fill the memory when it is written out. */
    private static final int MOST_DIGITS = 30;

    Object of(String field, Object value) {
        String pointer = "/" + field;
        if (org.isMoney(field)) {
            return money(pointer, value);
        }
        if (org.isDate(field)) {
            return time(pointer, value, "a date").atZone(ZoneOffset.UTC).toLocalDate().toString();
        }
        if (org.isTime(field)) {
            return time(pointer, value, "a date and time").toString();
        }
        if (org.isId(field)) {
            return id(pointer, value);
        }
        return value instanceof Boolean ? value : value instanceof String text ? text : CanonicalJson.write(value);
    }

    /** A double of the wire, printed; the digits are exact because it was never calculated with. */
    static String money(String pointer, Object value) {
        if (!(value instanceof BigDecimal number) || number.precision() - number.scale() > MOST_DIGITS
                || number.scale() > MOST_DIGITS) {
            throw new UnreadableFieldException(pointer, value, "a number");
        }
        BigDecimal exact = number.stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }

    /** Milliseconds where it comes from Avro, text where it comes from elsewhere; a date is midnight UTC. */
    static Instant time(String pointer, Object value, String accepted) {
        try {
            if (value instanceof BigDecimal millis) {
                return Instant.ofEpochMilli(millis.longValueExact());
            }
            String text = (String) value;
            return text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text, TIME).toInstant();
        } catch (ArithmeticException | ClassCastException | DateTimeException e) {
            throw new UnreadableFieldException(pointer, value, accepted + ", in milliseconds or as text");
        }
    }

    /** With 18 characters. */
    static String id(String pointer, @Nullable Object value) {
        try {
            return SalesforceId.to18(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new UnreadableFieldException(pointer, value, SalesforceId.ACCEPTED);
        }
    }
}

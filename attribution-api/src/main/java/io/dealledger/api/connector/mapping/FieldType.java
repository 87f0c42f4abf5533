package io.dealledger.api.connector.mapping;

import io.dealledger.json.Rfc3339;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the text of a field is read. What it reads stands as text again, in one spelling, or as a boolean. */
public enum FieldType {
    STRING("string", "a text"), DOMAIN("domain", "a host name, a web address or an e-mail address"), BOOLEAN("boolean",
            "true, false, 1, 0, yes or no"), MONEY_MINOR("moneyMinor", "a whole number of cents"), MONEY_MAJOR(
                    "moneyMajor",
                    "an amount such as 48000.00 or 48,000.00; with input.decimal \",\" such as 48.000,00"), EPOCH_MILLIS(
                            "epochMillis",
                            "milliseconds since 1970"), EPOCH_SECONDS("epochSeconds", "seconds since 1970"), INSTANT(
                                    "instant",
                                    "a date and time with offset, such as 2026-03-02T17:00:00Z"), LOCAL_DATE_TIME(
                                            "localDateTime", "a date and time in one of input.dateTimeFormats"), DATE(
                                                    "date", "a date in one of input.dateFormats"), SFDC_ID("sfdcId",
                                                            SalesforceId.ACCEPTED);

    private static final Pattern AMOUNT = Pattern
            .compile("-?(\\d+|\\d{1,3}(,\\d{3})+)(\\.\\d+)?([eE][+-]?\\d{1,2})?");
    /** The colon in the offset may be missing, as in the REST answers of more than one vendor. */
    private static final DateTimeFormatter OFFSET_DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX][X]").toFormatter(Locale.ENGLISH);

    private static final Pattern AROUND_AMOUNTS = Pattern.compile("[$€£\\s\\u00a0]");

    private final String word;
    private final String accepted;

    FieldType(String word, String accepted) {
        this.word = word;
        this.accepted = accepted;
    }

    /** As mapping documents spell it. */
    public String word() {
        return word;
    }

    /** What it reads, in words. */
    public String accepted() {
        return accepted;
    }

    boolean isTime() {
        return switch (this) {
            case EPOCH_MILLIS, EPOCH_SECONDS, INSTANT, LOCAL_DATE_TIME, DATE -> true;
            case STRING, DOMAIN, BOOLEAN, MONEY_MINOR, MONEY_MAJOR, SFDC_ID -> false;
        };
    }

    /**
     * @param text stripped, not empty
     * @throws IllegalArgumentException if the text cannot be read as this type
     */
    Object read(String text, MappingDocument.Input input) {
        try {
            return switch (this) {
                case STRING -> text;
                case DOMAIN -> Domain.normalise(text);
                case BOOLEAN -> readBoolean(text);
                case MONEY_MINOR -> new BigDecimal(text).movePointLeft(2).setScale(2, RoundingMode.UNNECESSARY)
                        .toPlainString();
                case MONEY_MAJOR -> readAmount(text, input.decimal());
                case EPOCH_MILLIS -> Instant.ofEpochMilli(new BigDecimal(text).longValueExact()).toString();
                case EPOCH_SECONDS -> Instant.ofEpochSecond(new BigDecimal(text).longValueExact()).toString();
                case INSTANT -> readInstant(text).toString();
                case LOCAL_DATE_TIME -> readLocalDateTime(text, input);
                case DATE -> readDate(text, input).toString();
                case SFDC_ID -> SalesforceId.to18(text);
            };
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A time as {@link #read} spells it. A date begins at midnight in the input's zone. */
    static Instant instant(String read, ZoneId zone) {
        if (read.length() == MappingDocument.ISO_DATE.length()) {
            return LocalDate.parse(read).atStartOfDay(zone).toInstant();
        }
        Instant usual = Rfc3339.parse(read);
        return usual == null ? Instant.parse(read) : usual;
    }

    static FieldType of(String word) {
        for (FieldType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no field type '" + word + "'");
    }

    private static Instant readInstant(String text) {
        Instant usual = Rfc3339.parse(text);
        return usual == null ? OFFSET_DATE_TIME.parse(text, OffsetDateTime::from).toInstant() : usual;
    }

    private static Boolean readBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /** Two decimals at least; more only where they say something. A comma that does not part thousands is refused. */
    private static String readAmount(String text, char decimal) {
        String given = AROUND_AMOUNTS.matcher(text).replaceAll("");
        String bare = decimal == '.' ? given : given.replace('.', '\'').replace(',', '.').replace('\'', ',');
        if (!AMOUNT.matcher(bare).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no amount");
        }
        BigDecimal amount = new BigDecimal(bare.replace(",", "")).stripTrailingZeros();
        return amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }

    /** In the hour that a clock change skips the time moves on by it, in the hour that comes twice the first is meant. */
    private static String readLocalDateTime(String text, MappingDocument.Input input) {
        for (DateTimeFormatter format : input.dateTimeFormats()) {
            try {
                return LocalDateTime.parse(text, format).atZone(input.zone()).toInstant().toString();
            } catch (DateTimeException e) {
                continue; // the next format may fit
            }
        }
        throw new IllegalArgumentException("'" + text + "' fits no format of input.dateTimeFormats");
    }

    private static LocalDate readDate(String text, MappingDocument.Input input) {
        for (MappingDocument.DateFormat format : input.dateFormats()) {
            boolean cut = format.pattern().equals(MappingDocument.ISO_DATE) && text.length() > 10;
            try {
                return LocalDate.parse(cut ? text.substring(0, 10) : text, format.formatter());
            } catch (DateTimeException e) {
                continue; // the next format may fit
            }
        }
        throw new IllegalArgumentException("'" + text + "' fits no format of input.dateFormats");
    }
}

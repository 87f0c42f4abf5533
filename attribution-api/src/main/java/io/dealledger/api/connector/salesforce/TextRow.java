package io.dealledger.api.connector.salesforce;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the texts of files and XML into values.
 *
 * @param localised as people read them, in reports; else as programs write them
 */
record TextRow(Org org, boolean localised) {
    /**
     * @param texts by the field's API name
     * @throws UnreadableFieldException naming the first field that stands in the way
     */
    Row read(String entity, Map<String, @Nullable String> texts, Instant seenAt, Object raw) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        texts.forEach((field, text) -> values.put(field, text == null || text.isBlank()
                ? null
                : value(field, text.strip())));
        return new Row(entity, values, seenAt, false, raw);
    }

    private Object value(String field, String text) {
        String pointer = "/" + field;
        if (org.isMoney(field)) {
            try {
                return new BigDecimal(localised ? plain(text) : text);
            } catch (NumberFormatException e) {
                throw new UnreadableFieldException(pointer, text, "an amount" + accepted());
            }
        }
        if (org.isFlag(field)) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw new UnreadableFieldException(pointer, text, "true or false, 1 or 0");
            };
        }
        if (localised && org.isDate(field)) {
            return date(pointer, text).toString();
        }
        return localised && (org.isTime(field) || field.equals("LastModifiedDate"))
                ? date(pointer, text).atStartOfDay(org.zone()).toInstant().toString()
                : text;
    }

    /** Without what groups the digits. */
    private String plain(String text) {
        var symbols = DecimalFormatSymbols.getInstance(org.locale());
        return text.replaceAll("\\s|\\u00a0|\\u202f", "")
                .replace(String.valueOf(symbols.getGroupingSeparator()), "")
                .replace(symbols.getDecimalSeparator(), '.');
    }

    /** The day alone, where a time of day follows. */
    private LocalDate date(String pointer, String text) {
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(FormatStyle.SHORT, null,
                IsoChronology.INSTANCE, org.locale());
        var formatter = DateTimeFormatter.ofPattern(pattern.replaceAll("y+", "yyyy").replaceAll("M+", "M")
                .replaceAll("d+", "d"), org.locale());
        try {
            return LocalDate.parse(text.split("[ ,]", 2)[0], formatter);
        } catch (DateTimeException e) {
            throw new UnreadableFieldException(pointer, text, "a date" + accepted());
        }
    }

    private String accepted() {
        return localised ? " as the locale " + org.locale().toLanguageTag() + " writes it" : " such as 1500.50";
    }
}

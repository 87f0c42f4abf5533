package io.dealledger.api.connector.mapping;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to build from a customer's records: a mapping document as {@link MappingReader} has read and checked it.
 *
 * @param vendor a label
 * @param deals  {@code record} where deals live in this system, {@code evidence} where they live in another one; null where
 *                   the document does not say
 */
public record MappingDocument(String name, String vendor, @Nullable String deals, Input input, List<Stream> streams) {
    static final String ISO_DATE = "yyyy-MM-dd";

    public enum Format {
        JSON, CSV
    }

    /**
     * @param records    pointers to the records of a JSON document, tried in order
     * @param zone       of local dates and times
     * @param nullTokens texts that mean no value, stripped
     * @param delimiter  of CSV
     * @param decimal    before the cents of an amount; a comma or a point, and the other one parts thousands
     */
    public record Input(Format format, List<Pointer> records, ZoneId zone, List<DateTimeFormatter> dateTimeFormats,
            List<DateFormat> dateFormats, Set<String> nullTokens, char delimiter, char decimal, Charset charset) {}

    public record DateFormat(String pattern, DateTimeFormatter formatter) {}

    /**
     * One kind of thing that a record says something about. Streams of one name are one stream, read from more than one
     * source.
     *
     * @param sources      labels of the ways in that carry it
     * @param recordId     whose texts, joined with a bar, are the record's id
     * @param recordIdHash the id is a hash of them, and some of them may be missing
     * @param ignoreInHash top-level members that make no difference
     * @param zone         in which dates begin
     */
    public record Stream(String name, Set<String> sources, @Nullable Select select, List<Pointer> recordId,
            boolean recordIdHash, @Nullable Field version, Set<String> ignoreInHash, Map<String, Field> fields,
            @Nullable Condition skipWhen, List<Rule> rules, ZoneId zone) {}

    /** @param in accepted texts; null where it only matters whether there is a value */
    public record Select(Pointer pointer, @Nullable Set<String> in, boolean present, boolean normaliseEventName) {}

    /**
     * @param pointers the first that yields a value wins
     * @param constant instead of pointers; a text or a boolean
     * @param fallback where nothing yields a value; a text or a boolean
     */
    public record Field(String name, List<Pointer> pointers, FieldType type, @Nullable Object constant,
            @Nullable Object fallback, @Nullable ValueMap valueMap, @Nullable Pattern pattern) {}

    /**
     * From the customer's words to ours. A key that is not there, like one mapped to {@link #UNMAPPED}, is a question
     * for a person.
     *
     * @param words by the customer's word in lower case
     */
    public record ValueMap(String name, Map<String, @Nullable String> words) {
        static final String ABSENT = "$absent";
        static final String OTHER = "$other";
        static final String KEEP = "$KEEP";
        static final String UNMAPPED = "$UNMAPPED";
    }

    /** What a rule asks of the values of a record, now and in its previous version. */
    public sealed interface Condition {
        record All(List<Condition> of) implements Condition {}

        record Any(List<Condition> of) implements Condition {}

        record Not(Condition of) implements Condition {}

        record FirstSeen(boolean expected) implements Condition {}

        record Present(String field, boolean expected) implements Condition {}

        record OneOf(String field, Set<Object> values) implements Condition {}

        record Becomes(String field, Set<Object> values) implements Condition {}

        record Changed(String field, boolean expected) implements Condition {}
    }

    /**
     * @param name       a canonical fact's name, or for a note one in capitals
     * @param occurredAt fields of which the first present one says when; none means when it was received
     * @param attributes fields copied where present
     * @param set        constants
     */
    public record Rule(String name, boolean note, @Nullable Condition when, List<String> occurredAt,
            List<String> attributes, Map<String, @Nullable Object> set) {}
}

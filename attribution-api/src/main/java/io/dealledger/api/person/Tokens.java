package io.dealledger.api.person;

import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a pseudonym or sealed words stand for, spelt as the place needs it. */
final class Tokens {
    private static final String HEX = "[0-9a-f]{" + 2 * Person.BYTES + "}";
    private static final Pattern PERSON = Pattern.compile(Person.PREFIX + HEX);
    private static final Pattern SEALED = Pattern
            .compile(SealedWords.PREFIX + HEX + "(?:\\." + HEX + ")*:[A-Za-z0-9_-]+");
    private static final String ERASED = "\"erased\"";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Function<Collection<String>, Map<String, People.Known>> people;

    /** @param people who is known of some pseudonyms */
    Tokens(Function<Collection<String>, Map<String, People.Known>> people) {
        this.people = people;
    }

    /** Whom a text names, or has words about. */
    static SortedSet<String> people(String text) {
        var people = new TreeSet<String>();
        PERSON.matcher(text).results().forEach(match -> people.add(match.group()));
        SEALED.matcher(text).results().forEach(match -> people.addAll(SealedWords.people(match.group())));
        return people;
    }

    /** Where a token stands. */
    enum Place {
        /** All of a JSON string: quotes included. */
        JSON_STRING,
        /** In a JSON string. */
        IN_JSON_STRING,
        /** In a JSON string that is inside of a JSON string. */
        IN_NESTED_JSON,
        /** In a JSON string that is inside of a quoted cell. */
        IN_JSON_IN_CELL,
        /** In a quoted cell. */
        IN_QUOTED_CELL,
        /** All of a cell. */
        CELL
    }

    /** The text to put in place of a token; the token itself where it stands for nothing or for somebody erased. */
    String text(String token, Place place) {
        String json = json(token);
        if (json == null) {
            return place == Place.JSON_STRING ? "\"" + token + "\"" : token;
        }
        if (place == Place.JSON_STRING) {
            return json; // a whole message may be longer than any text that JsonTree reads
        }
        String text = json.startsWith("\"") ? plain(json) : json;
        String inJson = inside(CanonicalJson.write(text));
        return switch (place) {
            case JSON_STRING, IN_JSON_STRING -> inJson;
            case IN_NESTED_JSON -> inside(CanonicalJson.write(inJson));
            case IN_JSON_IN_CELL -> inJson.replace("\"", "\"\"");
            case IN_QUOTED_CELL -> text.replace("\"", "\"\"");
            case CELL -> cell(text);
        };
    }

    /** As JSON text; null where a token stands for nothing or for a person erased. */
    private @Nullable String json(String token) {
        if (PERSON.matcher(token).matches()) {
            People.Known known = people.apply(List.of(token)).get(token);
            return known == null ? null : CanonicalJson.write(known.name());
        }
        if (SEALED.matcher(token).matches()) {
            try {
                String words = SealedWords.open(token, people.apply(SealedWords.people(token)));
                return words == null ? ERASED : words;
            } catch (IllegalArgumentException _) {
                return null; // somebody else's text that looks like ours
            }
        }
        return null;
    }

    private static String plain(String json) {
        return String.valueOf(JsonTree.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String inside(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}

package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote about people, as {@code sealed:<whom>.<whom>:<bytes>}. It opens with the keys of all of them, so it is
 * gone as soon as one is erased.
 */
final class SealedWords {
    static final String PREFIX = "sealed:";

    private SealedWords() {}

    /**
     * @param people  at least one
     * @param context where the words stand
     * @param words   a JSON value
     */
    static String seal(Collection<Person> people, String context, Object words) {
        List<Person> sorted = people.stream().distinct()
                .sorted((one, other) -> one.pseudonym().compareTo(other.pseudonym())).toList();
        String header = PREFIX + sorted.stream().map(Person::hex).distinct().collect(Collectors.joining(".")) + ":";
        byte[] sealed = Cipher256.seal(key(sorted), header, context, CanonicalJson.write(words).getBytes(UTF_8));
        return header + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Whose keys open it. */
    static List<String> people(String token) {
        String whom = token.substring(PREFIX.length(), token.indexOf(':', PREFIX.length()));
        return Arrays.stream(whom.split("\\.", -1)).map(hex -> Person.PREFIX + hex).toList();
    }

    /** The JSON text of the words; null where one of the people was erased. */
    static @Nullable String open(String token, Map<String, People.Known> known) {
        var people = new ArrayList<Person>();
        for (String pseudonym : people(token)) {
            People.Known each = known.get(pseudonym);
            if (each == null) {
                return null;
            }
            people.add(each.person());
        }
        int end = token.indexOf(':', PREFIX.length()) + 1;
        byte[] sealed = Base64.getUrlDecoder().decode(token.substring(end));
        return new String(Cipher256.open(key(people), token.substring(0, end), sealed), UTF_8);
    }

    private static byte[] key(List<Person> people) {
        return Cipher256.mac("people".getBytes(UTF_8), people.stream().map(Person::key).toArray(byte[][]::new));
    }
}

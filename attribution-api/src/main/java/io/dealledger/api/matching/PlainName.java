package io.dealledger.api.matching;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is left of a company's name without case, accents, punctuation and legal form. */
final class PlainName {
    private static final Set<String> LEGAL_FORMS = Set.of("ab", "ag", "as", "asa", "bv", "co", "company", "corp",
            "corporation", "gmbh", "inc", "incorporated", "kft", "kg", "kgaa", "limited", "llc", "llp", "ltd", "nv",
            "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "se", "sl", "spa", "srl", "the", "ug");
    private static final int SHORTEST = 3;
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private PlainName() {}

    /** Null where too little is left to tell companies apart. */
    static @Nullable String of(String name) {
        String letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("")
                .toLowerCase(Locale.ROOT).replace("&", " and ").replace(".", "");
        String plain = BETWEEN_WORDS.matcher(letters).replaceAll(" ");
        String words = Arrays.stream(plain.strip().split(" ")).filter(word -> !LEGAL_FORMS.contains(word))
                .collect(Collectors.joining(" "));
        return words.length() < SHORTEST ? null : words;
    }

    /** The word that a domain begins with: {@code example} of {@code example.co.uk}. */
    static String label(String domain) {
        return domain.substring(0, domain.indexOf('.') < 0 ? domain.length() : domain.indexOf('.'));
    }
}

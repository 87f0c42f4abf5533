package io.dealledger.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class Rfc3339Test {
    private static final Pattern RFC_3339 = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
                    Pattern.CASE_INSENSITIVE);

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithJavaOnEveryTextOfTheShape(@ForAll("nearlyInstants") String text) {
        assertThat(Rfc3339.parse(text)).as(text).isEqualTo(byTheBook(text));
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithJavaOnTextsWithOneCharacterWrong(@ForAll("nearlyInstants") String text, @ForAll int at,
            @ForAll char other) {
        int place = Math.floorMod(at, text.length());
        String wrong = text.substring(0, place) + other + text.substring(place + 1);
        assertThat(Rfc3339.parse(wrong)).as(wrong).isEqualTo(byTheBook(wrong));
        String cut = text.substring(0, place);
        assertThat(Rfc3339.parse(cut)).as(cut).isEqualTo(byTheBook(cut));
    }

    @Provide
    Arbitrary<String> nearlyInstants() {
        Arbitrary<String> seconds = Combinators
                .combine(Arbitraries.integers().between(0, 9_999), Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 32), Arbitraries.integers().between(0, 25),
                        Arbitraries.integers().between(0, 60), Arbitraries.integers().between(0, 61))
                .as("%04d-%02d-%02dT%02d:%02d:%02d"::formatted);
        Arbitrary<String> fraction = Arbitraries.strings().numeric().ofMaxLength(11)
                .map(digits -> digits.isEmpty() ? "" : "." + digits);
        Arbitrary<String> offset = Arbitraries.oneOf(
                Arbitraries.of("Z", "z", "", "+00:00", "-00:00", "+18:00", "-18:01"),
                Combinators.combine(Arbitraries.of("+", "-"), Arbitraries.integers().between(0, 19),
                        Arbitraries.integers().between(0, 60)).as("%s%02d:%02d"::formatted));
        return Combinators.combine(seconds, fraction, offset).as((time, part, zone) -> time + part + zone);
    }

    private static @Nullable Instant byTheBook(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}

package io.dealledger.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.json.CanonicalJson;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored facts are a promise: what these files hold is read and written the same for ever. */
class FactGoldenTest {
    static Set<String> goldens() {
        return GoldenFacts.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void readsAndWritesBackTheSame(String golden) {
        Map<String, @Nullable Object> data = Objects.requireNonNull(GoldenFacts.all().get(golden));

        assertThat(CanonicalJson.write(FactReader.write(read(golden, data)))).isEqualTo(CanonicalJson.write(data));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void keepsAnUnknownMemberWithoutMindingIt(String golden) {
        Map<String, @Nullable Object> data = GoldenFacts.with(golden, "x_vendor_field", Map.of("any", "thing"));

        assertThat(read(golden, data)).isEqualTo(read(golden, Objects.requireNonNull(GoldenFacts.all().get(golden))));
    }

    @Test
    void eachKindHasOne() {
        assertThat(goldens().stream().map(FactGoldenTest::kind).collect(Collectors.toSet())).isEqualTo(FactKinds.all());
    }

    @Test
    void theyShowEveryMemberOfTheirKind() {
        var shown = new TreeMap<String, Set<String>>();
        GoldenFacts.all().forEach((golden, data) -> shown.computeIfAbsent(kind(golden), _ -> new TreeSet<>())
                .addAll(data.keySet()));

        FactKinds.all().forEach(kind -> assertThat(shown.get(kind)).as(kind)
                .hasSameSizeAs(Arrays.asList(Objects.requireNonNull(FactKinds.typeOf(kind)).getRecordComponents())));
    }

    private static String kind(String golden) {
        return golden.replaceFirst("~.*", "");
    }

    private static Fact read(String golden, Map<String, @Nullable Object> data) {
        return switch (FactReader.read(kind(golden), data)) {
            case FactReader.Readable(Fact fact) -> fact;
            case FactReader.Unreadable(var problems) -> throw new AssertionError(golden + ": " + problems);
        };
    }
}

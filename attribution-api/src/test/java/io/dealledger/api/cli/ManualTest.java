package io.dealledger.api.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.FactKinds;
import io.dealledger.json.Member;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manuals say what the program is. */
class ManualTest {
    private static final Path DOCS = Path.of("..", "deploy", "docs");

    @Test
    void everySettingIsInTheManualAndTheManualHasNoOther() throws IOException {
        String manual = Files.readString(DOCS.resolve("configuration.md"));
        assertThat(all("^\\| `(ledger\\.[a-z.-]+)`", manual)).isEqualTo(SettingsGuard.knownSettings().keySet());
    }

    @Test
    void everyKindOfFactIsInTheManualWithItsMembers() throws IOException {
        List<String> rows = Files.readAllLines(DOCS.resolve("facts.md"));
        for (String kind : FactKinds.all()) {
            String row = rows.stream().filter(line -> speaksOf(kind, line)).findFirst().orElse("");
            assertThat(Arrays.stream(requireNonNull(FactKinds.typeOf(kind)).getRecordComponents())
                    .map(ManualTest::member)).as("members of " + kind + " in: " + row)
                    .allSatisfy(member -> assertThat(row).containsPattern("\\b" + member + "\\b"));
        }
    }

    /** A row may name several kinds: {@code `registration.rejected` / `.withdrawn`}. */
    private static boolean speaksOf(String kind, String row) {
        int dot = kind.indexOf('.');
        return row.startsWith("| `" + kind.substring(0, dot) + ".") && (row.contains("`" + kind + "`")
                || row.contains("`" + kind.substring(dot) + "`"));
    }

    private static String member(RecordComponent component) {
        Member named = component.getAnnotation(Member.class);
        return named != null
                ? named.value()
                : component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Set<String> all(String pattern, String text) {
        return new TreeSet<>(
                Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().map(m -> m.group(1)).toList());
    }
}

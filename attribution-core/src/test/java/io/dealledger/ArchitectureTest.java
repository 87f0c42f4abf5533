package io.dealledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Guards the map of the rules: which package may know which, and that none knows a framework or a clock. */
class ArchitectureTest {
    /** Package to the packages it may import, besides itself, the JDK and JSpecify. A new package needs a line. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(//
            Map.entry("money", List.of()), //
            Map.entry("tlog", List.of()), //
            Map.entry("json", List.of("money")), //
            Map.entry("fact", List.of("json", "money")), //
            Map.entry("attribution", List.of("fact", "json", "money")), //
            Map.entry("account", List.of("attribution", "fact", "json", "money")), //
            Map.entry("feed", List.of("fact")), //
            Map.entry("share", List.of("attribution", "account", "fact", "json", "money")), //
            Map.entry("statistics", List.of("fact", "json", "money")), //
            Map.entry("parity", List.of("attribution", "account", "share", "statistics", "fact", "json", "money")), //
            Map.entry("program", List.of("attribution", "account", "share", "statistics", "fact", "json", "money")), //
            Map.entry("replay",
                    List.of("account", "attribution", "share", "parity", "program", "statistics", "tlog", "fact",
                            "json",
                            "money")));

    private static final JavaClasses CORE = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("io.dealledger");

    static final List<String> packages = MAY_IMPORT.keySet().stream().sorted().toList();

    @ParameterizedTest
    @FieldSource("packages")
    void aPackageImportsOnlyWhatTheMapAllows(String name) {
        importsOnly(name, MAY_IMPORT.getOrDefault(name, List.of())).check(CORE);
    }

    @Test
    void everyPackageIsOnTheMap() {
        assertThat(CORE).extracting(JavaClass::getPackageName).map(ArchitectureTest::nameOf).isSubsetOf(packages);
    }

    @Test
    void noRuleReadsAClockOrRollsDice() {
        NO_CLOCK_NO_DICE.check(CORE);
    }

    @Nested
    class EachRule {
        @Test
        void failsWhereAnImportIsNotOnTheMap() {
            assertThat(importsOnly("fact", List.of("money")).evaluate(CORE).hasViolation()).isTrue();
        }

        @Test
        void failsWhereAFrameworkComesIn() {
            var withFramework = new ClassFileImporter().importClasses(ArchitectureTest.class);
            assertThat(importsOnly("", List.of()).evaluate(withFramework).hasViolation()).isTrue();
        }

        @Test
        void failsWhereAClockIsRead() {
            var offender = new ClassFileImporter().importClasses(ReadsTheClock.class);
            assertThat(NO_CLOCK_NO_DICE.evaluate(offender).getFailureReport().getDetails()).hasSize(3);
        }
    }

    private static final ArchRule NO_CLOCK_NO_DICE = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime").orShould()
            .callMethod(LocalDate.class, "now").orShould().callMethod(LocalDateTime.class, "now").orShould()
            .callMethod(OffsetDateTime.class, "now").orShould().callMethod(ZonedDateTime.class, "now").orShould()
            .callMethod(Clock.class, "systemUTC").orShould().callMethod(Clock.class, "systemDefaultZone").orShould()
            .callMethod(UUID.class, "randomUUID").orShould().dependOnClassesThat().areAssignableTo(Random.class)
            .because("the same facts give the same answer, today and in ten years");

    private static ArchRule importsOnly(String name, List<String> others) {
        String[] allowed = Stream.concat(Stream.of("java..", "org.jspecify.annotations.."),
                Stream.concat(Stream.of(name), others.stream()).map(ArchitectureTest::packageOf))
                .toArray(String[]::new);
        return classes().that().resideInAPackage(packageOf(name)).should().onlyDependOnClassesThat()
                .resideInAnyPackage(allowed).allowEmptyShould(true);
    }

    private static String packageOf(String name) {
        return name.isEmpty() ? "io.dealledger" : "io.dealledger." + name + "..";
    }

    private static String nameOf(String packageName) {
        return packageName.split("\\.")[2];
    }

    /** What the rule is there to catch. */
    static class ReadsTheClock {
        final Instant now = Instant.now();
        final long millis = System.currentTimeMillis();
        final UUID id = UUID.randomUUID();
    }
}

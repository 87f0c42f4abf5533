package io.dealledger.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.dealledger.api.offender.Offender;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Guards the map of the edge: which package may know which other one of ours. */
class ArchitectureTest {
    /** Package to the packages of this module that it may import, besides itself. A new package needs a line. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(//
            Map.entry("json", List.of()), //
            Map.entry("problem", List.of()), //
            Map.entry("store", List.of("json")), //
            Map.entry("node", List.of("problem", "store")), //
            Map.entry("person", List.of("json")), //
            Map.entry("erasure", List.of("intake", "command", "person", "store", "json", "problem")), //
            Map.entry("command", List.of("store", "json")), //
            Map.entry("intake", List.of("node", "command", "person", "store", "json", "problem")), //
            Map.entry("connector", List.of("node", "intake", "matching", "json", "problem")), //
            Map.entry("matching", List.of("intake", "query", "store", "problem")), //
            Map.entry("statistics", List.of()), //
            Map.entry("query", List.of("node", "store", "statistics", "json", "problem")), //
            Map.entry("publication", List.of("node", "intake", "command", "query", "store", "problem")), //
            Map.entry("audit", List.of("node", "person", "store", "query", "statistics", "json", "problem")), //
            Map.entry("outbound", List.of("node", "query", "json")), //
            Map.entry("operating", List.of("node", "intake", "query", "problem", "store")), //
            Map.entry("demo", List.of("intake", "store", "json")), //
            Map.entry("cli",
                    List.of("node", "connector", "demo", "erasure", "intake", "store", "query", "audit", "statistics",
                            "json", "problem")));

    private static final JavaClasses API = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("io.dealledger.api");

    static final List<String> packages = MAY_IMPORT.keySet().stream().sorted().toList();

    @ParameterizedTest
    @FieldSource("packages")
    void aPackageImportsOnlyWhatTheMapAllows(String name) {
        importsOnly(name, MAY_IMPORT.getOrDefault(name, List.of())).check(API);
    }

    @Test
    void everyPackageIsOnTheMap() {
        assertThat(API).extracting(JavaClass::getPackageName).map(packageName -> packageName.split("\\.")[3])
                .isSubsetOf(packages);
    }

    @Test
    void noVendorKnowsAnotherVendor() {
        VENDORS_APART.check(API);
    }

    @Test
    void nobodyUsesTheOldJackson() {
        NO_JACKSON_2.check(API);
    }

    @Test
    void nobodyUsesThePolicyThatSkipsEvents() {
        NO_SEQUENTIAL_POLICY.check(API);
    }

    @Nested
    class EachRule {
        private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class);

        @Test
        void canFail() {
            assertThat(importsOnly("offender", List.of("demo")).evaluate(OFFENDER).hasViolation()).as("map").isTrue();
            assertThat(NO_JACKSON_2.evaluate(OFFENDER).hasViolation()).as("Jackson 2").isTrue();
            assertThat(NO_SEQUENTIAL_POLICY.evaluate(OFFENDER).hasViolation()).as("sequential policy").isTrue();
        }
    }

    private static final ArchRule VENDORS_APART = SlicesRuleDefinition.slices()
            .matching("io.dealledger.api.connector.(*)..").should().notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.resideInAnyPackage("io.dealledger.api.connector.mapping..",
                            "io.dealledger.api.connector.transport.."))
            .allowEmptyShould(true);

    private static final ArchRule NO_JACKSON_2 = noClasses().that().haveSimpleNameNotStartingWith("OpenApi").should()
            .dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind..")
            .because("it came in with springdoc and knows nothing of how we read and write JSON");

    private static final ArchRule NO_SEQUENTIAL_POLICY = noClasses().should().dependOnClassesThat()
            .areAssignableTo(SequentialPolicy.class)
            .because("Axon 4.13.0 skips events with it after a restart (AxonFramework issue 4253)");

    private static ArchRule importsOnly(String name, List<String> others) {
        String[] allowed = Stream.concat(Stream.of(name), others.stream()).map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
        return classes().that().resideInAPackage(packageOf(name)).should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("io.dealledger.api..")
                        .or(JavaClass.Predicates.resideInAnyPackage(allowed)))
                .allowEmptyShould(true);
    }

    private static String packageOf(String name) {
        return "io.dealledger.api." + name + "..";
    }
}

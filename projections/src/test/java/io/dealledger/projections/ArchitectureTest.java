package io.dealledger.projections;

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
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Guards the map of the read models: each knows the rules and the engine, none another read model or the web. */
class ArchitectureTest {
    private static final JavaClasses PROJECTIONS = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("io.dealledger.projections");

    private static final ArchRule KNOWN_LIBRARIES = classes().that()
            .resideInAPackage("io.dealledger.projections..").should().onlyDependOnClassesThat()
            .resideInAnyPackage("io.dealledger.projections..", "io.dealledger.account..",
                    "io.dealledger.attribution..", "io.dealledger.fact..", "io.dealledger.feed..",
                    "io.dealledger.json..",
                    "io.dealledger.money..", "io.dealledger.share..", "io.dealledger.parity..",
                    "io.dealledger.program..", "io.dealledger.tlog..", "java..", "javax.sql..",
                    "org.jspecify.annotations..", "org.slf4j..",
                    "org.axonframework..", "org.flywaydb.core..", "org.postgresql..", "org.springframework.jdbc..",
                    "org.springframework.dao..", "org.springframework.transaction..");

    private static final ArchRule VIEWS_APART = SlicesRuleDefinition.slices()
            .matching("io.dealledger.projections.(*)..").should().notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.resideInAPackage("io.dealledger.projections.engine.."))
            .because("a read model that reads another is wrong while the other rebuilds");

    private static final ArchRule ENGINE_KNOWS_NO_VIEW = noClasses().that()
            .resideInAPackage("io.dealledger.projections.engine..").should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.dealledger.projections..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("io.dealledger.projections.engine..")));

    private static final ArchRule NO_SEQUENTIAL_POLICY = noClasses().should().dependOnClassesThat()
            .areAssignableTo(SequentialPolicy.class)
            .because("Axon 4.13.0 skips events with it after a restart (AxonFramework issue 4253)");

    @Test
    void aReadModelKnowsTheRulesTheEngineAndTheDatabaseOnly() {
        KNOWN_LIBRARIES.check(PROJECTIONS);
    }

    @Test
    void readModelsDoNotKnowEachOther() {
        VIEWS_APART.check(PROJECTIONS);
    }

    @Test
    void theEngineKnowsNoReadModel() {
        ENGINE_KNOWS_NO_VIEW.check(PROJECTIONS);
    }

    @Test
    void nobodyUsesThePolicyThatSkipsEvents() {
        NO_SEQUENTIAL_POLICY.check(PROJECTIONS);
    }

    @Nested
    class EachRule {
        private static final JavaClasses OFFENDERS = new ClassFileImporter()
                .importPackages("io.dealledger.projections.firstoffender", "io.dealledger.projections.secondoffender");

        @Test
        void canFail() {
            assertThat(KNOWN_LIBRARIES.evaluate(OFFENDERS).hasViolation()).as("libraries").isTrue();
            assertThat(VIEWS_APART.evaluate(OFFENDERS).hasViolation()).as("views apart").isTrue();
            assertThat(NO_SEQUENTIAL_POLICY.evaluate(OFFENDERS).hasViolation()).as("sequential policy").isTrue();
        }
    }
}

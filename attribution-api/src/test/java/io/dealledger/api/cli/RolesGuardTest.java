package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.support.GenericApplicationContext;

class RolesGuardTest {
    @Test
    void aRoleThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> start("ledger.roles=intake,projection")).isInstanceOfSatisfying(
                StartRefusedException.class, refused -> {
                    assertThat(refused)
                            .hasMessage("ledger.roles is 'intake,projection', which names a role that there is not.");
                    assertThat(refused.remedy()).startsWith("Accepted: intake, projections, query, seal;");
                });
        assertThatThrownBy(() -> start("ledger.roles=")).hasMessage("ledger.roles is '', which names no role.");
    }

    @Test
    void aNodeWithoutAPartOfTheWorkIsNoDemo() {
        assertThatThrownBy(() -> start("ledger.roles=intake", "ledger.demo.enabled=true"))
                .hasMessageContaining("has only intake");
    }

    @Test
    void oneOrSeveralOrNoneNamedIsAccepted() {
        assertThatCode(() -> start("ledger.roles=seal")).doesNotThrowAnyException();
        assertThatCode(() -> start("ledger.roles=Query, seal")).doesNotThrowAnyException();
        assertThatCode(() -> start("ledger.demo.enabled=true")).doesNotThrowAnyException();
    }

    private static void start(String... settings) {
        var context = new GenericApplicationContext();
        TestPropertyValues.of(settings).applyTo(context.getEnvironment());
        new RolesGuard().initialize(context);
    }
}

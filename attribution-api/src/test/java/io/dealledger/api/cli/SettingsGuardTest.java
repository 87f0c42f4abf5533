package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.util.TestPropertyValues.Type;
import org.springframework.context.support.GenericApplicationContext;

class SettingsGuardTest {
    @Test
    void knowsTheSettingsThatTheCompilerWroteDown() {
        assertThat(SettingsGuard.knownSettings()).containsKey("ledger.demo.enabled");
    }

    @Test
    void aMisspeltSettingIsRefusedWithWhatWasMeant() {
        assertThatThrownBy(() -> start(Map.of("ledger.demo.enabeld", "true"), Type.MAP))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused).hasMessage("There is no setting ledger.demo.enabeld.");
                    assertThat(refused.remedy()).contains("ledger.demo.enabled");
                });
    }

    @Test
    void aSettingLikeNoOtherIsRefusedWithAllThatExist() {
        assertThatThrownBy(() -> start(Map.of("ledger.colour", "blue"), Type.MAP)).isInstanceOfSatisfying(
                StartRefusedException.class,
                refused -> assertThat(refused.remedy()).startsWith("The settings are:")
                        .contains("ledger.demo.enabled"));
    }

    @Test
    void anEnvironmentVariableIsHeldToTheSame() {
        assertThatCode(() -> start(Map.of("LEDGER_DEMO_ENABLED", "true"), Type.SYSTEM_ENVIRONMENT))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> start(Map.of("LEDGER_DEMO_ENABELD", "true"), Type.SYSTEM_ENVIRONMENT))
                .isInstanceOf(StartRefusedException.class).hasMessageContaining("ledger.demo.enabeld");
    }

    @Test
    void whatKubernetesPutsThereForAServiceCalledLedgerIsNoSettingOfOurs() {
        assertThatCode(() -> start(Map.of("LEDGER_SERVICE_HOST", "192.0.2.7", "LEDGER_PORT", "tcp://192.0.2.7:80"),
                Type.SYSTEM_ENVIRONMENT)).doesNotThrowAnyException();
    }

    private static void start(Map<String, String> settings, Type where) {
        var context = new GenericApplicationContext();
        TestPropertyValues.of(settings).applyTo(context.getEnvironment(), where);
        new SettingsGuard().initialize(context);
    }
}

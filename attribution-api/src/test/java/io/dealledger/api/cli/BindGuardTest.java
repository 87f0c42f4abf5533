package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.support.GenericApplicationContext;

class BindGuardTest {
    @Nested
    class StartingOnAnAddress {
        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1"})
        void isAllowedWhereOnlyThisMachineCanAsk(String address) {
            assertThatCode(() -> start("server.address=" + address)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", ""})
        void isRefusedWhereOthersCanAsk(String address) {
            assertThatThrownBy(() -> start("server.address=" + address)).isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("server.address is").hasMessageContaining("no authentication");
        }
    }

    @Nested
    class SplittingOffTheManagementPort {
        @Test
        void isRefusedWithoutAnAddressBecauseThatMeansAllOfThem() {
            assertThatThrownBy(() -> start("server.address=127.0.0.1", "management.server.port=9090"))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("management.server.address is empty");
        }

        @Test
        void isAllowedOnThisMachine() {
            assertThatCode(() -> start("server.address=127.0.0.1", "management.server.port=9090",
                    "management.server.address=127.0.0.1")).doesNotThrowAnyException();
        }
    }

    private static void start(String... settings) {
        var context = new GenericApplicationContext();
        TestPropertyValues.of(settings).applyTo(context);
        new BindGuard().initialize(context);
    }
}

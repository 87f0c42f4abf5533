package io.dealledger.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoClockTest {
    private static final Instant MARCH_1 = Instant.parse("2026-03-01T20:00:00Z");
    private static final Instant MARCH_2 = Instant.parse("2026-03-02T20:00:00Z");

    private Instant machine = Instant.parse("2031-01-01T00:00:00Z");
    private final DemoClock clock = new DemoClock(() -> machine, MARCH_1);

    @Test
    void standsWhereItIsPut() {
        clock.standAt(MARCH_2);
        machine = machine.plusSeconds(5);
        assertThat(clock.instant()).isEqualTo(MARCH_2);
    }

    @Test
    void neverGoesBack() {
        clock.standAt(MARCH_2);
        clock.standAt(MARCH_1);
        assertThat(clock.instant()).isEqualTo(MARCH_2);
    }

    @Test
    void ticksWithTheMachineOnceTheYearIsLoaded() {
        clock.tickOn();
        machine = machine.plusSeconds(5);
        assertThat(clock.instant()).isEqualTo(MARCH_1.plusSeconds(5));
    }

    @Test
    void standsAgainWithoutLosingWhatTicked() {
        clock.tickOn();
        machine = machine.plusSeconds(5);
        clock.standAt(MARCH_1);
        machine = machine.plusSeconds(5);
        assertThat(clock.instant()).isEqualTo(MARCH_1.plusSeconds(5));
    }
}

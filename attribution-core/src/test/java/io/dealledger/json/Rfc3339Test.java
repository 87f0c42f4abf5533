package io.dealledger.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({"2026-03-02T17:00:00Z,2026-03-02T17:00:00Z", "2026-03-02t17:00:00z,2026-03-02T17:00:00Z",
        "2026-03-02T17:00:00+02:00,2026-03-02T15:00:00Z", "2026-03-02T17:00:00-00:00,2026-03-02T17:00:00Z",
        "2026-03-02T17:00:00.123456789Z,2026-03-02T17:00:00.123456789Z"})
    void readsAnInstantWithItsOffset(String text, Instant instant) {
        assertThat(Rfc3339.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-03-02", "2026-03-02T17:00:00", "2026-03-02T17:00Z", "2026-03-02T17Z",
        "20260302T170000Z", "2026-02-30T17:00:00Z", "2026-03-02T17:00:60Z", "2026-03-02T25:00:00Z",
        "+2026-03-02T17:00:00Z", "2026-03-02T17:00:00+0200", "2026-03-02T17:00:00+02", "2026-03-02T17:00:00Z[UTC]",
        "2026-03-02T17:00:00.Z", "2026-03-02 17:00:00Z", "2026-03-02T17:00:00Z ", "２026-03-02T17:00:00Z"})
    void readsNothingElse(String text) {
        assertThat(Rfc3339.parse(text)).isNull();
    }
}

package io.dealledger.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarPeriodTest {
    @ParameterizedTest
    @CsvSource({"2026, 2026-01-01, 2027-01-01", "2026-H2, 2026-07-01, 2027-01-01", "2026-Q1, 2026-01-01, 2026-04-01",
        "2026-W01, 2025-12-29, 2026-01-05", "2020-W53, 2020-12-28, 2021-01-04",
        "2026-12, 2026-12-01, 2027-01-01", "2026-02-01/2026-08-01, 2026-02-01, 2026-08-01"})
    void readsTheUsualSpellings(String text, LocalDate from, LocalDate until) {
        assertThat(CalendarPeriod.parse(text)).isEqualTo(new CalendarPeriod(from, until));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FY26", "2026-13", "2026-H3", "2025-W53", "2026-W00", "2026-02-30/2026-03-01",
        "2026-03-01/2026-03-01", ""})
    void knowsNoOther(String text) {
        assertThat(CalendarPeriod.parse(text)).isNull();
    }

    @Test
    void endsAtMidnightInTheZone() {
        var january = new CalendarPeriod(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-01"));
        assertThat(january.contains(Recorded.instant("2026-01-31T23:30:00Z"), ZoneOffset.UTC)).isTrue();
        assertThat(january.contains(Recorded.instant("2026-01-31T23:30:00Z"), ZoneId.of("Europe/Berlin"))).isFalse();
    }
}

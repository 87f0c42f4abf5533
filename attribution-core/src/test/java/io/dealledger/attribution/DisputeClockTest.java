package io.dealledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.money.Fraction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisputeClockTest {
    private static final DisputeClock STANDARD = DisputeClock.of(Policy.STANDARD);

    /** 2026-03-06 is a Friday: Monday and Tuesday are its two business days, and a late evening counts as its own day. */
    @ParameterizedTest
    @CsvSource({"2026-03-06T09:00:00Z, 2026-03-11T00:00:00Z", "2026-03-06T23:59:59Z, 2026-03-11T00:00:00Z",
        "2026-03-07T12:00:00Z, 2026-03-11T00:00:00Z", "2026-03-02T00:00:00Z, 2026-03-05T00:00:00Z"})
    void anAcknowledgementIsDueByTheEndOfTheSecondBusinessDay(Instant filed, Instant due) {
        assertThat(STANDARD.acknowledgeBy(filed)).isEqualTo(due);
    }

    @Test
    void aDecisionIsDueThreeWeeksLaterAndAHolidayPutsItOff() {
        Instant friday = Instant.parse("2026-03-06T09:00:00Z");
        assertThat(STANDARD.decideBy(friday)).isEqualTo("2026-03-28T00:00:00Z"); // by the end of Friday
        var withHolidays = DisputeClock.of(History.policy(
                Map.of("dispute", Map.of("holidays", List.of("2026-03-10", "2026-03-14", "2027-01-01")))));
        assertThat(withHolidays.decideBy(friday)).isEqualTo("2026-03-31T00:00:00Z"); // Monday: the 14th is a Saturday
    }

    @Test
    void daysBeginAndEndWhereTheCompanyReports() {
        var auckland = DisputeClock.of(History.policy(Map.of("reporting", Map.of("tz", "Pacific/Auckland"), "dispute",
                Map.of("acknowledge_business_days", 1))));
        // Friday 12:30Z is Saturday there; Monday ends at 11:00Z
        assertThat(auckland.acknowledgeBy(Instant.parse("2026-03-06T12:30:00Z"))).isEqualTo("2026-03-09T11:00:00Z");
    }

    @Test
    void filingEndsSoManyDaysAfterTheClose() {
        assertThat(STANDARD.filingEnds(Instant.parse("2026-01-01T10:00:00Z"))).isEqualTo("2026-04-01T10:00:00Z");
    }

    @Test
    void aPolicySaysTheTermsOrTakesTheStandardOnes() {
        assertThat(History.policy(Map.of()).dispute()).isEqualTo(Policy.STANDARD.dispute());
        assertThat(History.policy(Map.of("alert", Map.of("margin", "0.05"))).alert())
                .isEqualTo(new Policy.AlertTerms(Fraction.of(1, 20), 3));
        assertThat(History.policy(Map.of("dispute", Map.of("filing_days_after_close", 30))).dispute()
                .filingDaysAfterClose()).isEqualTo(30);
        assertThatThrownBy(() -> History.policy(Map.of("dispute", Map.of("holidays", List.of("Christmas")), "alert",
                Map.of("falling_weeks", 0))))
                .hasMessageContaining("rules.dispute.holidays is \"Christmas\"")
                .hasMessageContaining("rules.alert.falling_weeks is 0");
    }
}

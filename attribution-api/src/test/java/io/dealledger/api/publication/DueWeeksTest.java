package io.dealledger.api.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.share.Definition;
import io.dealledger.share.Week;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueWeeksTest {
    private static final Definition NEW_YORK = Definition
            .parse("vendor_net.new_revenue.iso_week.America/New_York.USD_dated");
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    /** 2026-W15 ends in New York on Monday 13 April, 04:00Z; six hours later it is due. */
    @ParameterizedTest
    @CsvSource({"2026-04-13T09:59:59Z, 2026-W14", "2026-04-13T10:00:00Z, 2026-W15", "2026-04-19T23:00:00Z, 2026-W15"})
    void theLastWeekIsDueAWhileAfterItsEndInTheReportingZone(Instant now, String week) {
        assertThat(labels(now, Set.of())).containsExactly(week);
    }

    @Test
    void nothingIsDueTwice() {
        assertThat(labels(Instant.parse("2026-04-14T00:00:00Z"), Set.of("2026-W15"))).isEmpty();
    }

    @Test
    void weeksMissedWhileTheServiceWasAwayAreDueOldestFirst() {
        assertThat(labels(Instant.parse("2026-04-14T00:00:00Z"), Set.of("2026-W12", "2026-W11")))
                .containsExactly("2026-W13", "2026-W14", "2026-W15");
    }

    @Test
    void historyThatWasNeverPublishedIsNotMadeUpFor() {
        assertThat(labels(Instant.parse("2026-04-14T00:00:00Z"), Set.of("2025-W13"))).containsExactly("2026-W15");
        assertThat(labels(Instant.parse("2026-04-14T00:00:00Z"), Set.of("2025-W14"))).hasSize(DueWeeks.MOST_MISSED);
    }

    private static List<String> labels(Instant now, Set<String> published) {
        return DueWeeks.at(now, NEW_YORK, SIX_HOURS, week -> published.contains(week.label())).stream()
                .map(Week::label).toList();
    }
}

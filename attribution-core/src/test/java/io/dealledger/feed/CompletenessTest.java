package io.dealledger.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.fact.Fact;
import io.dealledger.fact.IntakeControlTotal;
import io.dealledger.fact.IntakeGapClosed;
import io.dealledger.fact.IntakeGapDetected;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletenessTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T00:00:00Z");
    private static final Instant SUNDAY = Instant.parse("2026-03-08T00:00:00Z");
    private static final Instant NEXT_MONDAY = Instant.parse("2026-03-09T00:00:00Z");

    private final List<RecordedFact> said = new ArrayList<>();

    @Nested
    class AControlTotal {
        @Test
        void marksItsPeriodWhereARecordIsMissing() {
            total("crm", "2026-W10", 10_000, null);

            assertThat(faults(counted(9_999), MONDAY, NEXT_MONDAY)).containsExactly(new Completeness.Fault("crm",
                    "crm, 2026-W10: 9999 of 10000 records"));
            assertThat(faults(counted(9_999), NEXT_MONDAY, NEXT_MONDAY.plusSeconds(1))).isEmpty();
            assertThat(faults(counted(9_999), MONDAY.minusSeconds(1), MONDAY)).isEmpty();
            assertThat(faults(counted(10_000), MONDAY, NEXT_MONDAY)).isEmpty();
            assertThat(faults(counted(10_001), MONDAY, NEXT_MONDAY)).hasSize(1);
        }

        @Test
        void isReplacedByALaterOneOfTheSamePeriod() {
            total("crm", "2026-W10", 10, null);
            total("crm", "2026-W10", 9, null);

            assertThat(faults(counted(9), MONDAY, NEXT_MONDAY)).isEmpty();
            assertThat(faults(counted(10), MONDAY, NEXT_MONDAY)).hasSize(1);
        }

        @Test
        void holdsTheAmountToTheCent() {
            total("crm", "2026-W10", 2, "100.00");

            assertThat(faults(List.of(new Counted(2, new BigDecimal("100"), List.of("USD"))), MONDAY, NEXT_MONDAY))
                    .isEmpty();
            assertThat(faults(List.of(new Counted(2, new BigDecimal("100.01"), List.of("USD"))), MONDAY, NEXT_MONDAY))
                    .singleElement().extracting(Completeness.Fault::words).asString()
                    .contains("amounting to 100.01 of 100.00");
        }

        @Test
        void isNotMetBySumsOfSeveralCurrencies() {
            total("crm", "2026-W10", 2, "100.00");

            assertThat(faults(List.of(new Counted(2, new BigDecimal("100.00"), List.of("EUR", "USD"))), MONDAY,
                    NEXT_MONDAY))
                    .singleElement().extracting(Completeness.Fault::words).asString().contains("EUR, USD");
        }

        @ParameterizedTest
        @CsvSource({"2026-W10, 2026-03-01T23:00:00Z, 2026-03-08T23:00:00Z",
            "2026-03, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
            "2026-03-02T00:00:00Z/2026-03-09T00:00:00Z, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z"})
        void hasAPeriodOfDaysInTheZoneOrOfInstants(String period, Instant from, Instant until) {
            total("crm", period, 1, null);

            assertThat(FeedRecord.of(said, ZoneId.of("Europe/Berlin")).totals()).singleElement().satisfies(total -> {
                assertThat(total.from()).isEqualTo(from);
                assertThat(total.until()).isEqualTo(until);
            });
        }

        @ParameterizedTest
        @CsvSource({"FY26", "2026-03-09T00:00:00Z/2026-03-02T00:00:00Z", "yesterday/today"})
        void isRefusedWhereNobodyCanSayWhatPeriodItMeans(String period) {
            assertThatThrownBy(() -> new IntakeControlTotal("crm", period, 1, null))
                    .hasMessageContaining("'" + period + "'").hasMessageContaining("2026-W14");
        }
    }

    @Nested
    class AGap {
        @Test
        void marksWhatItTouches() {
            say(new IntakeGapDetected("crm", WEDNESDAY, SUNDAY, "overflow"));

            assertThat(faults(List.of(), SUNDAY, NEXT_MONDAY)).isEmpty();
            assertThat(faults(List.of(), MONDAY, WEDNESDAY)).isEmpty();
            assertThat(faults(List.of(), MONDAY, NEXT_MONDAY)).containsExactly(new Completeness.Fault("crm",
                    "crm missed something between 2026-03-04T00:00:00Z and 2026-03-08T00:00:00Z: overflow"));
        }

        @Test
        void ofOneInstantMarksIt() {
            say(new IntakeGapDetected("crm", MONDAY, MONDAY, "gap event"));

            assertThat(faults(List.of(), MONDAY, NEXT_MONDAY)).hasSize(1);
            assertThat(faults(List.of(), MONDAY.minusSeconds(1), MONDAY)).isEmpty();
        }

        @Test
        void isClosedByATotalStatedAfterwardsThatIsMet() {
            total("crm", "2026-W10", 5, null);
            say(new IntakeGapDetected("crm", WEDNESDAY, SUNDAY, "overflow"));
            assertThat(faults(counted(5), MONDAY, NEXT_MONDAY)).hasSize(1);

            total("crm", "2026-W10", 6, null);
            assertThat(faults(counted(6), MONDAY, NEXT_MONDAY)).isEmpty();
            assertThat(faults(counted(5), MONDAY, NEXT_MONDAY)).hasSize(2);
        }

        @Test
        void staysOpenWhereNobodyAccountedForIt() {
            say(new IntakeGapDetected("crm", MONDAY, NEXT_MONDAY, "overflow"));
            say(new IntakeGapClosed("crm", WEDNESDAY, SUNDAY, "read again"));

            assertThat(faults(List.of(), WEDNESDAY, SUNDAY)).isEmpty();
            assertThat(faults(List.of(), MONDAY, WEDNESDAY)).hasSize(1);
            assertThat(faults(List.of(), SUNDAY, NEXT_MONDAY)).hasSize(1);

            say(new IntakeGapClosed("crm", MONDAY, WEDNESDAY, "read again"));
            say(new IntakeGapClosed("crm", SUNDAY, NEXT_MONDAY, "read again"));
            assertThat(completeness(List.of()).openGaps()).isZero();
        }

        @Test
        void ofAPartIsClosedByTheWholeAndNotTheOtherWayRound() {
            say(new IntakeGapDetected("crm/Opportunity", MONDAY, MONDAY, "gap event"));
            say(new IntakeGapDetected("crm", MONDAY, MONDAY, "gap event"));
            say(new IntakeGapClosed("crm/Opportunity", MONDAY, MONDAY, "read again"));
            assertThat(faults(List.of(), MONDAY, NEXT_MONDAY)).extracting(Completeness.Fault::feed)
                    .containsExactly("crm");

            said.removeLast();
            say(new IntakeGapClosed("crm", MONDAY, MONDAY, "read again"));
            assertThat(faults(List.of(), MONDAY, NEXT_MONDAY)).isEmpty();
        }
    }

    private void total(String feed, String period, int count, @Nullable String amount) {
        say(new IntakeControlTotal(feed, period, count, amount == null ? null : new BigDecimal(amount)));
    }

    private void say(Fact fact) {
        said.add(new RecordedFact(new Statement("ops", "s" + said.size(), NEXT_MONDAY, null, fact, Map.of()),
                NEXT_MONDAY, said.size()));
    }

    private static List<Counted> counted(long records) {
        return List.of(new Counted(records, BigDecimal.ZERO, List.of()));
    }

    private Completeness completeness(List<Counted> counted) {
        return FeedRecord.of(said, ZoneOffset.UTC).against(counted);
    }

    private List<Completeness.Fault> faults(List<Counted> counted, Instant from, Instant until) {
        return completeness(counted).faults(from, until);
    }
}

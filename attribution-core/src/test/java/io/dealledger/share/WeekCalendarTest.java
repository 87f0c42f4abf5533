package io.dealledger.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.WeekFields;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WeekCalendarTest {
    private static final IsoWeeks ISO = new IsoWeeks();

    @Nested
    class IsoWeek {
        @Test
        void belongsToTheYearOfItsThursday() {
            assertThat(ISO.weekOf(LocalDate.parse("2025-12-28"))).hasToString("2025-W52");
            assertThat(ISO.weekOf(LocalDate.parse("2025-12-29"))).hasToString("2026-W01");
            assertThat(ISO.weekOf(LocalDate.parse("2026-12-31"))).hasToString("2026-W53");
            assertThat(ISO.weekOf(LocalDate.parse("2027-01-03"))).hasToString("2026-W53");
        }

        @Test
        void isReadFromItsLabel() {
            assertThat(ISO.parse("2026-W53").firstDay()).isEqualTo("2026-12-28");
            assertThat(ISO.parse("2026-W01").firstDay()).isEqualTo("2025-12-29");
        }

        @Test
        void isRefusedWhereTheYearDoesNotHaveIt() {
            for (String label : List.of("2025-W53", "2025-W54", "2026-W54", "2026-W00")) {
                assertThatIllegalArgumentException().isThrownBy(() -> ISO.parse(label))
                        .withMessageContaining(label).withMessageContaining(label.startsWith("2026") ? "W53" : "W52");
            }
        }

        @Test
        void isRefusedWhereItIsNoWeek() {
            for (String label : List.of("2026-14", "2026W14", "2026-W1", "2026-W014", "W14", "")) {
                assertThatIllegalArgumentException().isThrownBy(() -> ISO.parse(label))
                        .withMessage("'" + label + "' is not an ISO week such as 2026-W14");
            }
        }

        @Test
        void countsBackOverAYearOf53Weeks() {
            assertThat(ISO.upTo(ISO.parse("2027-W10"), 26)).hasSize(26).first().hasToString("2026-W38");
            assertThat(ISO.upTo(ISO.parse("2026-W10"), 26)).hasSize(26).first().hasToString("2025-W37");
        }

        @Test
        void beginsAndEndsByTheClockOfTheZone() {
            Week week = ISO.parse("2026-W13");
            ZoneId losAngeles = ZoneId.of("America/Los_Angeles");
            assertThat(WeekCalendar.startOf(week, losAngeles)).isEqualTo(Instant.parse("2026-03-23T07:00:00Z"));
            assertThat(WeekCalendar.endOf(week, losAngeles)).isEqualTo(Instant.parse("2026-03-30T07:00:00Z"));
        }
    }

    @Nested
    class FiscalWeek {
        private final WeekCalendar retail = WeekCalendar.of("4-5-4@FY26@2026-02-01");

        @Test
        void beginsOnTheDayThatTheYearBegins() {
            assertThat(retail.weekOf(LocalDate.parse("2026-02-07"))).hasToString("FY26-W01");
            assertThat(retail.weekOf(LocalDate.parse("2026-02-08"))).hasToString("FY26-W02");
        }

        @Test
        void existsOnlyInsideTheYearsThatAreKnown() {
            assertThat(retail.weekOf(LocalDate.parse("2026-01-31"))).isNull();
            assertThat(retail.weekOf(LocalDate.parse("2027-01-30"))).hasToString("FY26-W52");
            assertThat(retail.weekOf(LocalDate.parse("2027-01-31"))).isNull();
        }

        @Test
        void isA53rdWhereTheNextYearBeginsAWeekLater() {
            var calendar = WeekCalendar.of("4-4-5@FY2098@2026-02-01@2027-02-07@2028-02-06");
            assertThat(calendar.weekOf(LocalDate.parse("2027-01-31"))).hasToString("FY2098-W53");
            assertThat(calendar.weekOf(LocalDate.parse("2027-02-07"))).hasToString("FY2099-W01");
            assertThat(calendar.weekOf(LocalDate.parse("2028-02-06"))).hasToString("FY2100-W01");
            assertThat(calendar.parse("FY2098-W53").firstDay()).isEqualTo("2027-01-31");
        }

        @Test
        void isRefusedWhereTheCalendarDoesNotHaveIt() {
            assertThatIllegalArgumentException().isThrownBy(() -> retail.parse("FY26-W53")).withMessage(
                    "'FY26-W53' is not a week of the calendar 4-5-4@FY26@2026-02-01, which has FY26-W01 to FY26-W52");
        }

        @Test
        void doesNotReachBackBeforeTheFirstYear() {
            assertThatIllegalArgumentException().isThrownBy(() -> retail.upTo(retail.parse("FY26-W25"), 26))
                    .withMessage("calendar 4-5-4@FY26@2026-02-01 does not reach back 25 weeks from FY26-W25");
        }

        @Test
        void liesInOneOfTwelvePeriods() {
            // 4-5-4: weeks 1-4, 5-9 and 10-13 of each quarter
            var weeks = (FiscalWeeks) retail;
            assertThat(List.of("FY26-W01", "FY26-W04", "FY26-W05", "FY26-W09", "FY26-W10", "FY26-W13", "FY26-W14",
                    "FY26-W52")).extracting(label -> weeks.periodOf(weeks.parse(label)))
                    .containsExactly(1, 1, 2, 2, 3, 3, 4, 12);
            var fiveFirst = (FiscalWeeks) WeekCalendar.of("5-4-4@FY26@2026-02-01@2027-02-07");
            assertThat(List.of("FY26-W05", "FY26-W06", "FY26-W53")).extracting(
                    label -> fiveFirst.periodOf(fiveFirst.parse(label))).containsExactly(1, 2, 12);
        }
    }

    @Property
    void anIsoWeekIsThatOfTheLibraryOnEveryDay(@ForAll @IntRange(max = 200_000) int day) {
        LocalDate date = LocalDate.of(1900, 1, 1).plusDays(day);
        Week week = ISO.weekOf(date);
        assertThat(week).hasToString("%d-W%02d".formatted(date.get(WeekFields.ISO.weekBasedYear()),
                date.get(WeekFields.ISO.weekOfWeekBasedYear())));
        assertThat(ISO.parse(week.label())).isEqualTo(week);
    }

    @Test
    void aCalendarIsRefusedWhereItsYearsDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeekCalendar.of("4-4-5@FY26@2026-02-01@2027-02-01")).withMessage(
                        "a fiscal year from 2026-02-01 to 2027-02-01 is 365 days long; 364 or 371 would be 52 or 53 weeks");
        assertThatIllegalArgumentException().isThrownBy(() -> WeekCalendar.of("4-4-5"))
                .withMessage("'4-4-5' does not say where its years begin, as 4-4-5@FY26@2026-02-01 does");
        assertThatIllegalArgumentException().isThrownBy(() -> WeekCalendar.of("months"))
                .withMessage("'months' is none of iso_week, 4-4-5, 4-5-4, 5-4-4");
    }
}

package io.dealledger.attribution;

import io.dealledger.fact.DealType;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/**
 * The attribution rules, as data. Read by {@link PolicyReader}, which also says what every member may be.
 *
 * @param version             its name, e.g. {@code v1}
 * @param activitiesThatCount names of the activities that are influence
 * @param dealTypesInScope    what is new revenue
 */
public record Policy(String version, Model model, RegistrationRules registration, IntroductionRules introduction,
        int lockDaysAfterCreation, Set<String> activitiesThatCount, Set<DealType> dealTypesInScope,
        RefundRule refund, Reporting reporting) {
    public enum WindowStart {
        APPROVAL, SUBMISSION
    }

    public enum LiveTest {
        AT_OPPORTUNITY_CREATION, AT_CLOSE
    }

    public enum Priority {
        SUBMITTED, APPROVED
    }

    public enum RefundRule {
        EVENT_WEEK, ORIGINAL_WEEK
    }

    /** @param windowDays how long a registration holds, inclusive */
    public record RegistrationRules(int windowDays, WindowStart windowStarts, LiveTest liveTest, Priority priority,
            boolean openOpportunityBlocks, int directTouchLookbackDays) {}

    public record IntroductionRules(boolean counts, int lookbackDays) {}

    /** How numbers are shown unless a definition says otherwise. */
    public record Reporting(Currency currency, ZoneId zone, String calendar, int rollingWeeks) {}

    /** Names accepted for {@code reporting.calendar}. */
    public static final List<String> CALENDARS = List.of("iso_week", "4-4-5", "4-5-4", "5-4-4");
}

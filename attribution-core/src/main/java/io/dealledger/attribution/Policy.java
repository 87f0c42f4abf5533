package io.dealledger.attribution;

import io.dealledger.fact.DealType;
import io.dealledger.money.Fraction;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
        RefundRule refund, Reporting reporting, DisputeTerms dispute, AlertTerms alert) {
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

    /**
     * How long a dispute may take. Business days are Monday to Friday in the reporting zone, holidays out.
     *
     * @param acknowledgeBusinessDays until somebody else than the claimant acts on it
     * @param decideBusinessDays      until it is decided, and likewise an appeal
     * @param filingDaysAfterClose    how many days after the close a dispute may be filed; a later one is flagged, not lost
     */
    public record DisputeTerms(int acknowledgeBusinessDays, int decideBusinessDays, int filingDaysAfterClose,
            Set<LocalDate> holidays) {}

    /**
     * When the share needs protecting.
     *
     * @param margin       how far above one half the trailing quarter is still near it
     * @param fallingWeeks how many falls in a row are too many
     */
    public record AlertTerms(Fraction margin, int fallingWeeks) {}

    /** Names accepted for {@code reporting.calendar}. */
    public static final List<String> CALENDARS = List.of("iso_week", "4-4-5", "4-5-4", "5-4-4");

    /** The rules that hold until a company publishes its own: the defaults argued for in the manual. */
    public static final Policy STANDARD = new Policy("v1", Model.REGISTERED_FIRST,
            new RegistrationRules(90, WindowStart.APPROVAL, LiveTest.AT_OPPORTUNITY_CREATION, Priority.SUBMITTED, true,
                    60),
            new IntroductionRules(true, 30), 14,
            Set.of("joint_discovery", "technical_validation", "executive_introduction",
                    "customer_success_engagement"),
            Set.of(DealType.NEW_LOGO, DealType.EXPANSION), RefundRule.EVENT_WEEK,
            new Reporting(Currency.getInstance("USD"), ZoneOffset.UTC, "iso_week", 26),
            new DisputeTerms(2, 15, 90, Set.of()), new AlertTerms(Fraction.of(1, 50), 3));
}

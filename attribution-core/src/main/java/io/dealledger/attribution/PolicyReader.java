package io.dealledger.attribution;

import io.dealledger.fact.DealType;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the {@code rules} of a policy document strictly. Members left out take the standard policy's value. */
public final class PolicyReader {
    private static final Set<String> MEMBERS = Set.of("model", "registration", "introduction", "lock", "influence",
            "deal_types_in_scope", "refund", "reporting", "dispute", "alert");

    /** A share that falls for a year needs no rule to be seen. */
    private static final int MOST_FALLING_WEEKS = 52;

    private PolicyReader() {}

    /** Either the policy or every problem found. */
    public sealed interface Reading {
    }

    public record Readable(Policy policy) implements Reading {}

    public record Unreadable(List<Problem> problems) implements Reading {}

    record RegistrationPart(@Nullable Integer windowDays, Policy.@Nullable WindowStart windowStarts,
            Policy.@Nullable LiveTest liveTest, Policy.@Nullable Priority priority,
            @Nullable Boolean openOpportunityBlocks, @Nullable Integer directTouchLookbackDays) {}

    record IntroductionPart(@Nullable Boolean counts, @Nullable Integer lookbackDays) {}

    record LockPart(@Nullable Integer daysAfterOpportunityCreated) {}

    record InfluencePart(@Nullable List<String> qualifying) {}

    record ReportingPart(@Nullable Currency currency, @Nullable String tz, @Nullable String calendar,
            @Nullable Integer rollingWeeks, @Nullable Rounding rounding) {}

    record DisputePart(@Nullable Integer acknowledgeBusinessDays, @Nullable Integer decideBusinessDays,
            @Nullable Integer filingDaysAfterClose, @Nullable List<String> holidays) {}

    record AlertPart(@Nullable Fraction margin, @Nullable Integer fallingWeeks) {}

    /** The only rounding that is exact about halves. */
    enum Rounding {
        HALF_EVEN
    }

    record Document(@Nullable Model model, @Nullable RegistrationPart registration,
            @Nullable IntroductionPart introduction, @Nullable LockPart lock, @Nullable InfluencePart influence,
            @Nullable List<String> dealTypesInScope, Policy.@Nullable RefundRule refund,
            @Nullable ReportingPart reporting, @Nullable DisputePart dispute, @Nullable AlertPart alert) {}

    /** @param rules a JSON tree, see {@link RecordJson}; a member that no policy has is a problem, not passed over */
    public static Reading read(String version, Map<String, @Nullable Object> rules) {
        var problems = new ArrayList<Problem>();
        for (String member : rules.keySet()) {
            if (!MEMBERS.contains(member)) {
                problems.add(new Problem("rules." + member, CanonicalJson.write(rules.get(member)),
                        "one of the members " + String.join(", ", new TreeSet<>(MEMBERS))));
            }
        }
        Document document = RecordJson.read(Document.class, rules, "rules", problems);
        if (document == null) {
            return new Unreadable(List.copyOf(problems));
        }
        Policy policy = merge(version, document, problems);
        return problems.isEmpty() ? new Readable(policy) : new Unreadable(List.copyOf(problems));
    }

    /** @throws IllegalArgumentException naming every problem */
    public static Policy readOrThrow(String version, Map<String, @Nullable Object> rules) {
        return switch (read(version, rules)) {
            case Readable(Policy policy) -> policy;
            case Unreadable(var problems) -> throw new IllegalArgumentException("policy " + version + ": "
                    + String.join("; ", problems.stream().map(Problem::sentence).toList()));
        };
    }

    private static Policy merge(String version, Document document, List<Problem> problems) {
        Policy standard = Policy.STANDARD;
        LockPart lock = document.lock();
        InfluencePart influence = document.influence();
        return new Policy(version, or(document.model(), standard.model()),
                registration(document.registration(), standard.registration()),
                introduction(document.introduction(), standard.introduction()),
                or(lock == null ? null : lock.daysAfterOpportunityCreated(), standard.lockDaysAfterCreation()),
                influence == null || influence.qualifying() == null
                        ? standard.activitiesThatCount()
                        : new TreeSet<>(influence.qualifying()),
                scope(document.dealTypesInScope(), problems), or(document.refund(), standard.refund()),
                reporting(document.reporting(), standard.reporting(), problems),
                dispute(document.dispute(), standard.dispute(), problems),
                alert(document.alert(), standard.alert(), problems));
    }

    private static Policy.RegistrationRules registration(@Nullable RegistrationPart part,
            Policy.RegistrationRules standard) {
        return part == null
                ? standard
                : new Policy.RegistrationRules(or(part.windowDays(), standard.windowDays()),
                        or(part.windowStarts(), standard.windowStarts()), or(part.liveTest(), standard.liveTest()),
                        or(part.priority(), standard.priority()),
                        or(part.openOpportunityBlocks(), standard.openOpportunityBlocks()),
                        or(part.directTouchLookbackDays(), standard.directTouchLookbackDays()));
    }

    private static Policy.IntroductionRules introduction(@Nullable IntroductionPart part,
            Policy.IntroductionRules standard) {
        return part == null
                ? standard
                : new Policy.IntroductionRules(or(part.counts(), standard.counts()),
                        or(part.lookbackDays(), standard.lookbackDays()));
    }

    private static Set<DealType> scope(@Nullable List<String> words, List<Problem> problems) {
        if (words == null) {
            return Policy.STANDARD.dealTypesInScope();
        }
        var scope = new TreeSet<DealType>();
        for (String word : words) {
            boolean known = false;
            for (DealType type : DealType.values()) {
                if (RecordJson.word(type).equals(word)) {
                    scope.add(type);
                    known = true;
                }
            }
            if (!known) {
                problems.add(new Problem("rules.deal_types_in_scope", CanonicalJson.write(word),
                        "new_logo, expansion, renewal"));
            }
        }
        return scope;
    }

    private static Policy.Reporting reporting(@Nullable ReportingPart part, Policy.Reporting standard,
            List<Problem> problems) {
        if (part == null) {
            return standard;
        }
        String calendar = or(part.calendar(), standard.calendar());
        if (!Policy.CALENDARS.contains(calendar)) {
            problems.add(new Problem("rules.reporting.calendar", CanonicalJson.write(calendar),
                    "one of " + String.join(", ", Policy.CALENDARS)));
        }
        int weeks = or(part.rollingWeeks(), standard.rollingWeeks());
        if (weeks < 1) {
            problems.add(new Problem("rules.reporting.rolling_weeks", Integer.toString(weeks), "1 or more"));
        }
        return new Policy.Reporting(or(part.currency(), standard.currency()), zone(part.tz(), standard, problems),
                calendar, weeks);
    }

    private static Policy.DisputeTerms dispute(@Nullable DisputePart part, Policy.DisputeTerms standard,
            List<Problem> problems) {
        return part == null
                ? standard
                : new Policy.DisputeTerms(or(part.acknowledgeBusinessDays(), standard.acknowledgeBusinessDays()),
                        or(part.decideBusinessDays(), standard.decideBusinessDays()),
                        or(part.filingDaysAfterClose(), standard.filingDaysAfterClose()),
                        part.holidays() == null ? standard.holidays() : holidays(part.holidays(), problems));
    }

    private static Set<LocalDate> holidays(List<String> days, List<Problem> problems) {
        var holidays = new TreeSet<LocalDate>();
        for (String day : days) {
            try {
                holidays.add(LocalDate.parse(day));
            } catch (DateTimeException e) {
                problems.add(new Problem("rules.dispute.holidays", CanonicalJson.write(day),
                        "dates such as \"2026-12-25\""));
            }
        }
        return holidays;
    }

    private static Policy.AlertTerms alert(@Nullable AlertPart part, Policy.AlertTerms standard,
            List<Problem> problems) {
        if (part == null) {
            return standard;
        }
        Fraction margin = or(part.margin(), standard.margin());
        int weeks = or(part.fallingWeeks(), standard.fallingWeeks());
        if (margin.signum() < 0) {
            problems.add(new Problem("rules.alert.margin", margin.toString(), "0 or more, such as \"0.02\""));
        }
        if (weeks < 1 || weeks > MOST_FALLING_WEEKS) {
            problems.add(new Problem("rules.alert.falling_weeks", Integer.toString(weeks),
                    "1 to " + MOST_FALLING_WEEKS));
        }
        return new Policy.AlertTerms(margin, weeks);
    }

    private static ZoneId zone(@Nullable String name, Policy.Reporting standard, List<Problem> problems) {
        if (name == null) {
            return standard.zone();
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.add(new Problem("rules.reporting.tz", CanonicalJson.write(name),
                    "an IANA time zone such as \"Europe/Berlin\""));
            return standard.zone();
        }
    }

    private static <T> T or(@Nullable T value, T standard) {
        return value != null ? value : standard;
    }
}

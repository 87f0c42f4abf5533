package io.dealledger.parity;

import io.dealledger.fact.CalendarPeriod;
import io.dealledger.fact.CompPlanAssigned;
import io.dealledger.fact.CompPlanPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which plan, in which version, governed which seller at which instant. */
public final class PlanBook {
    private final Map<String, List<Version>> byPlan = new HashMap<>();
    private final Map<String, List<Assigned>> byAe = new HashMap<>();
    private final ZoneId zone;

    private PlanBook(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * A plan as it was published.
     *
     * @param from       when it takes effect
     * @param terms      null where they are unreadable
     * @param unreadable why; empty where they are not
     */
    public record Version(String planId, Instant from, @Nullable PlanTerms terms, String unreadable) {
        public static Version of(CompPlanPublished plan, Instant occurredAt) {
            var problems = new ArrayList<Problem>();
            PlanTerms terms = PlanTerms.read(plan.terms(), "terms", problems);
            return new Version(plan.planId(), Objects.requireNonNullElse(plan.effectiveFrom(), occurredAt), terms,
                    String.join("; ", problems.stream().map(Problem::sentence).toList()));
        }
    }

    /** @param period as the source named it; null where the seller accepted until further notice */
    public record Assignment(String aeId, String planId, Instant acceptedAt, @Nullable String period) {
        public static Assignment of(CompPlanAssigned plan) {
            return new Assignment(plan.aeId(), plan.planId(), plan.acceptedAt(), plan.period());
        }
    }

    private record Assigned(String planId, Instant from, @Nullable CalendarPeriod period, String name) {}

    /** What governs a deal. */
    public sealed interface Governing {
    }

    /** @param run deals of one seller with the same plan and run share one quota */
    public record Plan(String planId, String run, PlanTerms terms) implements Governing {}

    /** @param reason for a person */
    public record NoPlan(String reason) implements Governing {}

    /** @param facts any; only plans and their assignments are looked at */
    public static PlanBook of(Collection<RecordedFact> facts, ZoneId zone) {
        var versions = new ArrayList<Version>();
        var assignments = new ArrayList<Assignment>();
        facts.stream().sorted(RecordedFact.BY_OCCURRENCE).forEach(recorded -> {
            if (recorded.fact() instanceof CompPlanPublished plan) {
                versions.add(Version.of(plan, recorded.occurredAt()));
            } else if (recorded.fact() instanceof CompPlanAssigned plan) {
                assignments.add(Assignment.of(plan));
            }
        });
        return of(versions, assignments, zone);
    }

    /** Both in order of occurrence: of two that hold from one instant, the later statement is the one in force. */
    public static PlanBook of(List<Version> versions, List<Assignment> assignments, ZoneId zone) {
        var book = new PlanBook(zone);
        versions.stream().sorted(Comparator.comparing(Version::from))
                .forEach(each -> book.byPlan.computeIfAbsent(each.planId(), _ -> new ArrayList<>()).add(each));
        assignments.stream().sorted(Comparator.comparing(Assignment::acceptedAt)).forEach(each -> {
            String name = Objects.requireNonNullElse(each.period(), "");
            book.byAe.computeIfAbsent(each.aeId(), _ -> new ArrayList<>())
                    .add(new Assigned(each.planId(), each.acceptedAt(), CalendarPeriod.parse(name), name));
        });
        return book;
    }

    /**
     * The plan of a seller's deal closed at this instant: the one assigned last for a period that holds it, else the
     * one accepted last before it. Plans are signed weeks into their year, so that a deal closed before the first
     * acceptance is governed by that first plan; likewise the first version of a plan by publication.
     */
    public Governing at(String aeId, Instant closedAt) {
        Assigned assigned = assignedAt(byAe.getOrDefault(aeId, List.of()), closedAt);
        if (assigned == null) {
            return new NoPlan("no plan is assigned to " + aeId + " for " + closedAt);
        }
        Version version = null;
        for (Version each : byPlan.getOrDefault(assigned.planId(), List.of())) {
            if (version == null || !each.from().isAfter(closedAt)) {
                version = each;
            }
        }
        if (version == null) {
            return new NoPlan("plan " + assigned.planId() + " of " + aeId + " was never published");
        }
        return version.terms() != null
                ? new Plan(assigned.planId(), assigned.name(), version.terms())
                : new NoPlan("plan " + assigned.planId() + " is unreadable: " + version.unreadable());
    }

    private @Nullable Assigned assignedAt(List<Assigned> assignments, Instant closedAt) {
        Assigned forPeriod = null;
        Assigned open = null;
        for (Assigned each : assignments) {
            if (each.period() != null) {
                forPeriod = each.period().contains(closedAt, zone) ? each : forPeriod;
            } else if (open == null || !each.from().isAfter(closedAt)) {
                open = each;
            }
        }
        return forPeriod != null ? forPeriod : open;
    }
}

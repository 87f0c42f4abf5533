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
    private final Map<String, List<Published>> byPlan = new HashMap<>();
    private final Map<String, List<Assigned>> byAe = new HashMap<>();
    private final ZoneId zone;

    private PlanBook(ZoneId zone) {
        this.zone = zone;
    }

    private record Published(Instant from, @Nullable PlanTerms terms, List<Problem> problems) {}

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
        var book = new PlanBook(zone);
        facts.stream().sorted(RecordedFact.BY_OCCURRENCE).forEach(book::add);
        book.byPlan.values().forEach(versions -> versions.sort(Comparator.comparing(Published::from)));
        book.byAe.values().forEach(assignments -> assignments.sort(Comparator.comparing(Assigned::from)));
        return book;
    }

    private void add(RecordedFact recorded) {
        if (recorded.fact() instanceof CompPlanPublished plan) {
            var problems = new ArrayList<Problem>();
            PlanTerms terms = PlanTerms.read(plan.terms(), "terms", problems);
            Instant from = Objects.requireNonNullElse(plan.effectiveFrom(), recorded.occurredAt());
            byPlan.computeIfAbsent(plan.planId(), _ -> new ArrayList<>())
                    .add(new Published(from, terms, List.copyOf(problems)));
        } else if (recorded.fact() instanceof CompPlanAssigned plan) {
            String name = Objects.requireNonNullElse(plan.period(), "");
            byAe.computeIfAbsent(plan.aeId(), _ -> new ArrayList<>())
                    .add(new Assigned(plan.planId(), plan.acceptedAt(), CalendarPeriod.parse(name), name));
        }
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
        Published version = null;
        for (Published each : byPlan.getOrDefault(assigned.planId(), List.of())) {
            if (version == null || !each.from().isAfter(closedAt)) {
                version = each;
            }
        }
        if (version == null) {
            return new NoPlan("plan " + assigned.planId() + " of " + aeId + " was never published");
        }
        return version.terms() != null
                ? new Plan(assigned.planId(), assigned.name(), version.terms())
                : new NoPlan("plan " + assigned.planId() + " is unreadable: "
                        + String.join("; ", version.problems().stream().map(Problem::sentence).toList()));
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

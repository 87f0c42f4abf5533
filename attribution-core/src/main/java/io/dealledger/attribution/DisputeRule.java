package io.dealledger.attribution;

import io.dealledger.fact.AccountFact;
import io.dealledger.fact.Claim;
import io.dealledger.fact.DisputeAppealed;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.DisputeResolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rule 0: which decision on a dispute is in force, and what is still open. */
final class DisputeRule {
    static final String NAME = "0 dispute_decision";
    static final String IGNORED = "decision_ignored_segregation_of_duties";
    static final String IN_FORCE = "in_force";
    static final String DENIED = "denied";
    static final String OPEN = "in_dispute";

    private final OpportunityFacts opportunity;

    DisputeRule(OpportunityFacts opportunity) {
        this.opportunity = opportunity;
    }

    /**
     * @param inForce   the claim that was decided and stands; null where none
     * @param disputeId of the decision in force
     * @param open      not yet decided, or under appeal, sorted by id
     * @param flags     what the reader must know
     */
    record Outcome(@Nullable Claim inForce, @Nullable String disputeId, List<OpenClaim> open, Set<String> flags) {
        /** An appeal against the decision in force asks for what the deal would be without it. */
        Outcome appealedAgainst(Claim byRules) {
            return new Outcome(inForce, disputeId, open.stream()
                    .map(claim -> claim.disputeId().equals(disputeId)
                            ? new OpenClaim(claim.disputeId(), claim.claimant(), byRules)
                            : claim)
                    .toList(), flags);
        }
    }

    /** One dispute as it went on. */
    private static final class Course {
        private final Cited<DisputeOpened> opening;
        private final Set<String> involved = new HashSet<>();
        private boolean open = true;
        private boolean appealed;

        Course(Cited<DisputeOpened> opening) {
            this.opening = opening;
            involved.add(opening.fact().claimant());
        }
    }

    Outcome judge(Trace trace) {
        var courses = new TreeMap<String, Course>();
        var flags = new TreeSet<String>();
        Claim inForce = null;
        String disputeId = null;
        for (var opening : opportunity.all(DisputeOpened.class)) {
            courses.putIfAbsent(opening.fact().disputeId(), new Course(opening));
        }
        for (Cited<?> cited : opportunity.history()) {
            switch ((AccountFact) cited.fact()) {
                case DisputeAppealed appeal -> appeal(courses.get(appeal.disputeId()), appeal, cited, trace);
                case DisputeResolved resolved -> {
                    Course course = courses.get(resolved.disputeId());
                    if (course == null) {
                        continue;
                    }
                    course.open = false;
                    if (!hasForce(course, resolved, cited, trace)) {
                        flags.add(IGNORED);
                    } else if (resolved.decision() != null) {
                        inForce = resolved.decision();
                        disputeId = resolved.disputeId();
                    } else if (resolved.disputeId().equals(disputeId)) {
                        inForce = null; // on appeal the claim was denied: the first decision no longer stands
                        disputeId = null;
                    }
                    course.involved.add(resolved.decidedBy());
                    course.involved.add(resolved.approvedBy());
                }
                default -> {
                    // no part of a dispute's course
                }
            }
        }
        List<OpenClaim> open = open(courses, trace);
        if (!open.isEmpty()) {
            flags.add(OPEN);
        }
        return new Outcome(inForce, disputeId, open, flags);
    }

    private static void appeal(@Nullable Course course, DisputeAppealed appeal, Cited<?> cited, Trace trace) {
        if (course == null || course.open || course.appealed) {
            trace.fail(NAME, appeal.disputeId(), "appeal_ignored",
                    "a dispute can be appealed once, after it was decided", List.of(cited));
            return;
        }
        course.appealed = true;
        course.open = true;
        course.involved.add(appeal.appellant());
    }

    /** Claimant, decider and approver are three people; on appeal nobody who was involved before. */
    private static boolean hasForce(Course course, DisputeResolved resolved, Cited<?> cited, Trace trace) {
        Set<String> barred = course.appealed ? course.involved : Set.of(course.opening.fact().claimant());
        boolean force = !resolved.decidedBy().equals(resolved.approvedBy()) && !barred.contains(resolved.decidedBy())
                && !barred.contains(resolved.approvedBy());
        String people = "claimed by " + course.opening.fact().claimant() + ", decided by " + resolved.decidedBy()
                + ", approved by " + resolved.approvedBy();
        var facts = List.of(course.opening, cited);
        if (force) {
            trace.pass(NAME, resolved.disputeId(), resolved.decision() == null ? DENIED : IN_FORCE, people, facts);
        } else {
            trace.fail(NAME, resolved.disputeId(), IGNORED, people + ": not three people free to decide", facts);
        }
        return force;
    }

    private static List<OpenClaim> open(TreeMap<String, Course> courses, Trace trace) {
        var open = new ArrayList<OpenClaim>();
        courses.forEach((id, course) -> {
            if (course.open) {
                DisputeOpened opened = course.opening.fact();
                open.add(new OpenClaim(id, opened.claimant(), opened.claim()));
                trace.fail(NAME, id, OPEN, "opened " + course.opening.occurredAt() + " by " + opened.claimant()
                        + ", not decided yet: the tag stands until it is", List.of(course.opening));
            }
        });
        return open;
    }
}

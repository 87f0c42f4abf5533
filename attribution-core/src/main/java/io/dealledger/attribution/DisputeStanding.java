package io.dealledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Where a dispute stands, as the rule that gives decisions their force left it in the trace.
 *
 * @param inForce whether the deal is tagged by this dispute's decision
 * @param steps   what the rule said of it, in order
 */
public record DisputeStanding(String disputeId, Status status, boolean inForce, List<TraceStep> steps) {
    public enum Status {
        /** Not decided yet. */
        OPEN,
        /** Decided, and to be decided once more. */
        UNDER_APPEAL,
        /** Decided with force. */
        DECIDED,
        /** The claim was denied with force. */
        DENIED,
        /** Decided by people who were not free to: it changed nothing and can be decided again. */
        WITHOUT_FORCE;

        public boolean isOpen() {
            return this == OPEN || this == UNDER_APPEAL;
        }
    }

    /** The disputes over a deal, sorted by id. */
    public static List<DisputeStanding> of(Decision decision) {
        var steps = new TreeMap<String, List<TraceStep>>();
        for (TraceStep step : decision.trace()) {
            if (step.rule().equals(DisputeRule.NAME) && step.subject() != null) {
                steps.computeIfAbsent(step.subject(), _ -> new ArrayList<>()).add(step);
            }
        }
        var standings = new ArrayList<DisputeStanding>();
        steps.forEach((id, said) -> standings
                .add(new DisputeStanding(id, status(said), id.equals(decision.dispute()), List.copyOf(said))));
        return List.copyOf(standings);
    }

    /** A decision without force takes nothing back from one that had it. */
    private static Status status(List<TraceStep> steps) {
        boolean open = false;
        boolean resolved = false;
        Status standing = Status.WITHOUT_FORCE;
        for (TraceStep step : steps) {
            switch (step.code()) {
                case DisputeRule.OPEN -> open = true;
                case DisputeRule.IN_FORCE -> {
                    resolved = true;
                    standing = Status.DECIDED;
                }
                case DisputeRule.DENIED -> {
                    resolved = true;
                    standing = Status.DENIED;
                }
                case DisputeRule.IGNORED -> resolved = true;
                default -> {
                    // an appeal that was ignored changed nothing
                }
            }
        }
        return !open ? standing : resolved ? Status.UNDER_APPEAL : Status.OPEN;
    }
}

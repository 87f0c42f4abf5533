package io.dealledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alternative models: the first or the last partner who touched the deal owns it. */
final class TouchModels {
    static final String FIRST = "first_touch";
    static final String LAST = "last_touch";

    private final DealContext deal;

    TouchModels(DealContext deal) {
        this.deal = deal;
    }

    /**
     * The first toucher, if it also has origin evidence; else nobody.
     *
     * @param withOriginEvidence partners that pass rule 2 or 3
     */
    @Nullable
    Candidate firstTouch(List<Candidate> touches, Set<String> withOriginEvidence, Trace trace) {
        if (touches.isEmpty()) {
            return null;
        }
        Candidate first = touches.getFirst();
        if (!withOriginEvidence.contains(first.partnerId())) {
            trace.fail(FIRST, first.partnerId(), "no_origin_evidence",
                    "first touch " + first.deciding().occurredAt() + ", but no claim that could be the origin",
                    first.facts());
            return null;
        }
        trace.pass(FIRST, first.partnerId(), "first_touch", "first touch " + first.deciding().occurredAt(),
                first.facts());
        return first;
    }

    @Nullable
    Candidate lastTouch(List<Candidate> touches, Trace trace) {
        if (touches.isEmpty()) {
            return null;
        }
        Candidate last = touches.getLast();
        // inside the last second the lower place in the ledger wins, as everywhere
        for (Candidate touch : touches) {
            if (touch.deciding().second().equals(last.deciding().second())) {
                last = touch;
                break;
            }
        }
        trace.pass(LAST, last.partnerId(), "last_touch", "last touch " + last.deciding().occurredAt(), last.facts());
        return last;
    }

    /** Submissions, counted introductions and qualifying activities known by the close, first come first. */
    List<Candidate> touches() {
        var touches = new ArrayList<Candidate>();
        for (RegistrationFacts registration : deal.account().registrations()) {
            if (deal.knownByClose(registration.submission()) && deal.usage().usedBy(registration.id()) == null) {
                touches.add(touch(registration.partnerFor(deal.created(), deal.lock()), registration.id(),
                        registration.submission()));
            }
        }
        var introductions = new IntroductionRule(deal);
        for (var introduction : deal.account().introductions()) {
            if (deal.policy().introduction().counts() && introductions.involved(introduction)) {
                touches.add(touch(introduction.fact().partnerId(), introduction.ref(), introduction));
            }
        }
        for (var activity : new InvolvementRule(deal).qualifyingActivities()) {
            touches.add(touch(activity.fact().partnerId(), null, activity));
        }
        touches.sort(Candidate.FIRST);
        return touches;
    }

    private static Candidate touch(String partner, @Nullable String claim, Cited<?> deciding) {
        return new Candidate(partner, claim, deciding, List.of(deciding));
    }
}

package io.dealledger.attribution;

import io.dealledger.fact.PartnerIntroductionLogged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rule 3: a logged introduction shortly before the creation; and which introductions still are involvement. */
final class IntroductionRule {
    static final String NAME = "3 logged_introduction";

    private final DealContext deal;

    IntroductionRule(DealContext deal) {
        this.deal = deal;
    }

    /** Those that may be the origin, first come first. Each one tested leaves a step in the trace. */
    List<Candidate> eligible(Trace trace) {
        var eligible = new ArrayList<Candidate>();
        for (var introduction : deal.account().introductions()) {
            String code = code(introduction);
            var facts = List.of(introduction, deal.opportunity().creation());
            String partner = introduction.fact().partnerId();
            if (code.equals(RegistrationRule.ELIGIBLE)) {
                trace.pass(NAME, partner, code, "introduced " + introduction.occurredAt() + ", at most "
                        + deal.policy().introduction().lookbackDays() + " days before creation", facts);
                eligible.add(new Candidate(partner, introduction.ref(), introduction, facts));
            } else {
                trace.fail(NAME, partner, code, words(introduction, code), facts);
            }
        }
        eligible.sort(Candidate.FIRST);
        return eligible;
    }

    /** Whether an introduction is involvement where it is not the origin. */
    boolean involved(Cited<PartnerIntroductionLogged> introduction) {
        return !introduction.second().isBefore(lookback()) && deal.knownByClose(introduction)
                && deal.usage().usedBy(introduction.ref()) == null;
    }

    private String code(Cited<PartnerIntroductionLogged> introduction) {
        if (!deal.policy().introduction().counts()) {
            return "introductions_do_not_count";
        }
        if (introduction.second().isAfter(deal.created())) {
            return "introduced_after_opportunity_created";
        }
        if (introduction.second().isBefore(lookback())) {
            return "introduced_before_lookback";
        }
        if (!deal.knownByLock(introduction)) {
            return "recorded_after_lock";
        }
        return deal.usage().usedBy(introduction.ref()) != null
                ? "introduction_already_used"
                : RegistrationRule.ELIGIBLE;
    }

    private String words(Cited<PartnerIntroductionLogged> introduction, String code) {
        String times = "introduced " + introduction.occurredAt() + ", recorded " + introduction.recordedAt()
                + "; opportunity created " + deal.opportunity().creation().occurredAt() + ", lock " + deal.lock();
        String usedBy = deal.usage().usedBy(introduction.ref());
        return usedBy != null && code.equals("introduction_already_used")
                ? "it sourced opportunity " + usedBy + "; " + times
                : times;
    }

    private Instant lookback() {
        return deal.created().minus(Duration.ofDays(deal.policy().introduction().lookbackDays()));
    }
}

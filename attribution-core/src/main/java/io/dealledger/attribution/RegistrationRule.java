package io.dealledger.attribution;

import io.dealledger.fact.AccountDirectTouch;
import io.dealledger.fact.RegistrationApproved;
import io.dealledger.fact.RegistrationExtended;
import io.dealledger.json.RecordJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rule 2: whether a registration is the origin of a deal; and whether a lost one still is involvement in it. */
final class RegistrationRule {
    static final String NAME = "2 qualifying_registration";
    static final String ELIGIBLE = "eligible";

    private final DealContext deal;

    RegistrationRule(DealContext deal) {
        this.deal = deal;
    }

    /**
     * What became of one registration.
     *
     * @param code     {@link #ELIGIBLE}, or the first test that it failed
     * @param approval the approval that counts; null where there is none
     * @param involved whether it is involvement if it is not the origin
     */
    record Finding(RegistrationFacts registration, String partnerId, String code, @Nullable Cited<?> approval,
            boolean involved, String words, List<? extends Cited<?>> facts) {
        boolean eligible() {
            return code.equals(ELIGIBLE);
        }
    }

    /** The window in which a registration protects. */
    private record Window(Instant start, Instant end, List<? extends Cited<?>> facts) {}

    Finding judge(RegistrationFacts registration) {
        String partner = registration.partnerFor(deal.created(), deal.lock());
        Cited<?> status = registration.statusAt(deal.created());
        Cited<?> approval = approvalThatCounts(registration, status);
        var facts = new ArrayList<Cited<?>>(List.of(registration.submission(), deal.opportunity().creation()));
        if (status != null) {
            facts.add(status);
        }
        if (approval == null) {
            return withoutApproval(registration, partner, status, facts);
        }
        facts.add(approval);
        Window window = window(registration, approval);
        boolean involved = involved(registration, approval, window);
        Failure failure = firstFailure(registration, partner, approval, window);
        facts.addAll(failure == null ? window.facts() : failure.facts());
        String code = failure == null ? ELIGIBLE : failure.code();
        String words = failure == null
                ? "submitted " + registration.submission().occurredAt() + ", approved " + approval.occurredAt()
                        + ", holds until " + window.end() + "; the opportunity was created "
                        + deal.opportunity().creation().occurredAt()
                : failure.words();
        return new Finding(registration, partner, code, approval, involved, words, facts);
    }

    private record Failure(String code, String words, List<? extends Cited<?>> facts) {
        Failure(String code, String words) {
            this(code, words, List.of());
        }
    }

    private @Nullable Failure firstFailure(RegistrationFacts registration, String partner, Cited<?> approval,
            Window window) {
        Cited<?> submission = registration.submission();
        if (submission.second().isAfter(deal.created())) {
            return new Failure("submitted_after_opportunity_created", "submitted " + submission.occurredAt()
                    + ", after the opportunity was created " + deal.opportunity().creation().occurredAt());
        }
        if (approval.second().isAfter(deal.closed())) {
            return new Failure("approved_after_close",
                    "approved " + approval.occurredAt() + ", after the close " + deal.closed());
        }
        if (submission.recordedAt().isAfter(deal.lock())) {
            return new Failure("recorded_after_lock", "the ledger learned of it " + submission.recordedAt()
                    + "; the lock is " + deal.lock() + ", " + deal.policy().lockDaysAfterCreation()
                    + " days after creation");
        }
        String usedBy = deal.usage().usedBy(registration.id());
        if (usedBy != null) {
            return new Failure("registration_already_used",
                    "it sourced opportunity " + usedBy + "; a registration sources one");
        }
        Instant test = testInstant();
        if (window.end().isBefore(test)) {
            return new Failure("expired", "it held until " + window.end() + "; the test is at " + test, window.facts());
        }
        OpportunityFacts open = openOpportunityAt(submission);
        if (open != null) {
            return new Failure("open_opportunity_at_submission", "opportunity " + open.id() + ", created "
                    + open.creation().occurredAt() + ", was open on the account at the submission "
                    + submission.occurredAt(), List.of(open.creation()));
        }
        Cited<AccountDirectTouch> touch = directTouchBefore(submission);
        return touch == null
                ? null
                : new Failure("direct_touch_in_lookback", "direct sales touched the account " + touch.occurredAt()
                        + ", within " + deal.policy().registration().directTouchLookbackDays()
                        + " days before the submission " + submission.occurredAt() + " by " + partner, List.of(touch));
    }

    private static Finding withoutApproval(RegistrationFacts registration, String partner, @Nullable Cited<?> status,
            List<Cited<?>> facts) {
        Cited<?> latest = status != null
                ? status
                : registration.statuses().isEmpty()
                        ? null
                        : registration.statuses().getLast();
        if (latest == null) {
            return new Finding(registration, partner, "pending", null, false, "nobody has decided on it", facts);
        }
        if (status == null) {
            facts.add(latest);
        }
        RegistrationFacts.Status state = RegistrationFacts.statusOf(latest);
        String code = RecordJson.word(state);
        return new Finding(registration, partner, code, null, false, code + " " + latest.occurredAt(), facts);
    }

    /**
     * The first approval of the approved spell that stands at creation; where nobody had decided by then, the first
     * approval after it. An expiry told by the source ends the window, not the approval.
     */
    private @Nullable Cited<?> approvalThatCounts(RegistrationFacts registration, @Nullable Cited<?> statusAtCreation) {
        Cited<?> approval = null;
        boolean expired = false;
        for (Cited<?> status : registration.statuses()) {
            boolean late = status.second().isAfter(deal.created());
            if (late && (statusAtCreation != null || approval != null)) {
                break;
            }
            switch (RegistrationFacts.statusOf(status)) {
                case APPROVED -> {
                    approval = approval == null || expired ? status : approval;
                    expired = false;
                }
                case REJECTED, WITHDRAWN -> approval = null;
                case EXPIRED -> expired = true; // it was approved all the same: its window has ended
                case PENDING -> throw new IllegalStateException("pending is the absence of a status");
            }
        }
        return approval;
    }

    private Window window(RegistrationFacts registration, Cited<?> approval) {
        var approved = (RegistrationApproved) approval.fact();
        Instant start = switch (deal.policy().registration().windowStarts()) {
            case APPROVAL -> approval.occurredAt();
            case SUBMISSION -> registration.submission().occurredAt();
        };
        Instant end = approved.expiresAt() != null
                ? approved.expiresAt()
                : start.plus(Duration.ofDays(deal.policy().registration().windowDays()));
        var facts = new ArrayList<Cited<?>>();
        for (var extension : registration.extensions()) {
            boolean inTime = !extension.occurredAt().isAfter(end) && !extension.occurredAt().isBefore(start)
                    && !extension.second().isAfter(deal.created()) && deal.knownByLock(extension);
            if (inTime) {
                end = extended(end, extension.fact());
                facts.add(extension);
            }
        }
        Cited<?> expiry = expiryAfter(registration, approval);
        if (expiry != null && expiry.occurredAt().isBefore(end)) {
            facts.add(expiry);
            end = expiry.occurredAt().minusNanos(1); // a claim that has expired at an instant no longer holds at it
        }
        return new Window(start, end, facts);
    }

    private static Instant extended(Instant end, RegistrationExtended extension) {
        if (extension.expiresAt() != null) {
            return extension.expiresAt();
        }
        return end.plus(Duration.ofDays(extension.days() == null ? 0 : extension.days()));
    }

    private @Nullable Cited<?> expiryAfter(RegistrationFacts registration, Cited<?> approval) {
        for (Cited<?> status : registration.statuses()) {
            if (RegistrationFacts.statusOf(status) == RegistrationFacts.Status.EXPIRED
                    && Cited.BY_OCCURRENCE.compare(status, approval) > 0) {
                return status;
            }
        }
        return null;
    }

    private Instant testInstant() {
        boolean atClose = deal.policy().registration().liveTest() == Policy.LiveTest.AT_CLOSE;
        return atClose && deal.close() != null
                ? deal.close().occurredAt()
                : deal.opportunity().creation().occurredAt();
    }

    /** Approved and live at some time of the deal, not used up, and all of it known by the close. */
    private boolean involved(RegistrationFacts registration, Cited<?> approval, Window window) {
        return deal.knownByClose(registration.submission()) && deal.knownByClose(approval)
                && deal.usage().usedBy(registration.id()) == null
                && !window.end().isBefore(deal.opportunity().creation().occurredAt());
    }

    private @Nullable OpportunityFacts openOpportunityAt(Cited<?> submission) {
        if (!deal.policy().registration().openOpportunityBlocks()) {
            return null;
        }
        for (OpportunityFacts other : deal.account().opportunities()) {
            var standing = other.standingAt(submission.second());
            boolean open = standing.status() == DealStatus.OPEN && other.createdSecond().isBefore(submission.second());
            boolean inScope = deal.policy().dealTypesInScope().contains(other.deal().dealType());
            if (open && inScope && !other.id().equals(deal.opportunity().id())) {
                return other;
            }
        }
        return null;
    }

    private @Nullable Cited<AccountDirectTouch> directTouchBefore(Cited<?> submission) {
        Instant from = submission.second()
                .minus(Duration.ofDays(deal.policy().registration().directTouchLookbackDays()));
        for (var touch : deal.account().directTouches()) {
            boolean before = touch.second().isBefore(submission.second());
            if (before && !touch.second().isBefore(from) && deal.knownByLock(touch)) {
                return touch;
            }
        }
        return null;
    }
}

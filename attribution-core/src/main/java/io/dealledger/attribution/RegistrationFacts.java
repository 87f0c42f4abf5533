package io.dealledger.attribution;

import io.dealledger.fact.AccountFact;
import io.dealledger.fact.RegistrationApproved;
import io.dealledger.fact.RegistrationExpired;
import io.dealledger.fact.RegistrationExtended;
import io.dealledger.fact.RegistrationReassigned;
import io.dealledger.fact.RegistrationRejected;
import io.dealledger.fact.RegistrationSubmitted;
import io.dealledger.fact.RegistrationWithdrawn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one registration.
 *
 * @param submission    the earliest submission
 * @param statuses      approvals, rejections, withdrawals and expiries, in order of occurrence
 * @param extensions    in order of occurrence
 * @param reassignments in order of occurrence
 */
record RegistrationFacts(String id, Cited<RegistrationSubmitted> submission, List<Cited<?>> statuses,
        List<Cited<RegistrationExtended>> extensions, List<Cited<RegistrationReassigned>> reassignments) {
    enum Status {
        PENDING, APPROVED, REJECTED, WITHDRAWN, EXPIRED
    }

    static Status statusOf(Cited<?> cited) {
        return switch ((AccountFact) cited.fact()) {
            case RegistrationApproved _ -> Status.APPROVED;
            case RegistrationRejected _ -> Status.REJECTED;
            case RegistrationWithdrawn _ -> Status.WITHDRAWN;
            case RegistrationExpired _ -> Status.EXPIRED;
            default -> throw new IllegalArgumentException(cited.ref() + " is no status of a registration");
        };
    }

    /** The latest status at an instant, or null while nobody decided. */
    @Nullable
    Cited<?> statusAt(Instant second) {
        Cited<?> latest = null;
        for (Cited<?> status : statuses) {
            if (!status.second().isAfter(second)) {
                latest = status;
            }
        }
        return latest;
    }

    /**
     * Who holds the registration for a deal: the submitter, or whom it went to at or before the creation and by the
     * lock.
     */
    String partnerFor(Instant created, Instant lock) {
        String partner = submission.fact().partnerId();
        for (var reassignment : reassignments) {
            if (!reassignment.second().isAfter(created) && !reassignment.recordedAt().isAfter(lock)) {
                partner = reassignment.fact().partnerId();
            }
        }
        return partner;
    }
}

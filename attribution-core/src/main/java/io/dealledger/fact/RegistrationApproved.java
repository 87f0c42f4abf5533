package io.dealledger.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The claim was approved; it is live from here for the policy's window, or until {@code expiresAt}. */
@Kind("registration.approved")
public record RegistrationApproved(String registrationId, String approvedBy,
        @Nullable Instant expiresAt) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.registration(registrationId);
    }
}

package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The claim went to another partner. */
@Kind("registration.reassigned")
public record RegistrationReassigned(String registrationId, String partnerId, String approvedBy,
        @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.registration(registrationId);
    }
}

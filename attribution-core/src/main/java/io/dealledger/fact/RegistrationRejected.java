package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The claim was refused. */
@Kind("registration.rejected")
public record RegistrationRejected(String registrationId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.registration(registrationId);
    }
}

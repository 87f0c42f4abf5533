package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The partner took the claim back. */
@Kind("registration.withdrawn")
public record RegistrationWithdrawn(String registrationId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.registration(registrationId);
    }
}

package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The source says that the claim has run out. */
@Kind("registration.expired")
public record RegistrationExpired(String registrationId, @Nullable String reason) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.registration(registrationId);
    }
}

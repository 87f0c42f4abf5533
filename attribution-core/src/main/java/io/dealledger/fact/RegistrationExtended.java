package io.dealledger.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The claim holds longer: by {@code days}, or until {@code expiresAt}. */
@Kind("registration.extended")
public record RegistrationExtended(String registrationId, @Nullable Integer days, @Nullable Instant expiresAt,
        String approvedBy) implements AccountFact {
    public RegistrationExtended {
        if ((days == null) == (expiresAt == null)) {
            throw new IllegalArgumentException("names one of days and expires_at, not both and not neither");
        }
    }

    @Override
    public Anchor anchor() {
        return Anchor.registration(registrationId);
    }
}

package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A partner claims a deal before it is worked. */
@Kind("registration.submitted")
public record RegistrationSubmitted(String registrationId, String partnerId, String accountId,
        @Nullable String opportunityId, @Nullable String product, @Nullable BigDecimal expectedAmount,
        @Nullable Currency currency, @Nullable String submittedBy) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.account(accountId);
    }
}

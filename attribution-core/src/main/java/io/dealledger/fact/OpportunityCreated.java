package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The CRM opened an opportunity. */
@Kind("opportunity.created")
public record OpportunityCreated(String opportunityId, String accountId, DealType dealType, @Nullable String ownerAe,
        @Nullable BigDecimal amount, @Nullable Currency currency, @Nullable String segment, @Nullable String region,
        @Nullable String product, @Nullable String registrationId) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.account(accountId);
    }
}

package io.dealledger.fact;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What a partner got. */
@Kind("partner.reward_paid")
public record PartnerRewardPaid(String partnerId, BigDecimal amount, Currency currency, @Nullable String opportunityId,
        @Nullable String registrationId) implements PartnerFact {}

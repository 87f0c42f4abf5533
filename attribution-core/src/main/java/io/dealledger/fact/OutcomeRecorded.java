package io.dealledger.fact;

import io.dealledger.json.Measure;
import io.dealledger.json.Member;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What became of a customer. */
@Kind("outcome.recorded")
public record OutcomeRecorded(String accountId, @Member("kind") OutcomeKind outcome, @Nullable BigDecimal amount,
        @Nullable String partnerId, @Measure @Nullable BigDecimal value) implements CompanyFact {}

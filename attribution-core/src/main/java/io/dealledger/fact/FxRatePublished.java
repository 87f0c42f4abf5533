package io.dealledger.fact;

import io.dealledger.money.Fraction;
import java.time.LocalDate;
import java.util.Currency;

/** One unit of {@code base} is worth {@code rate} units of {@code quote} from {@code effectiveDate} on. */
@Kind("fx.rate_published")
public record FxRatePublished(Currency base, Currency quote, Fraction rate,
        LocalDate effectiveDate) implements CompanyFact {}

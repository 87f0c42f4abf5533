package io.dealledger.program;

import io.dealledger.attribution.Decided;
import io.dealledger.attribution.Decision;
import io.dealledger.fact.Channel;
import io.dealledger.fact.CostRecorded;
import io.dealledger.fact.CoverageAssigned;
import io.dealledger.fact.CoverageMode;
import io.dealledger.fact.Fact;
import io.dealledger.fact.OutcomeKind;
import io.dealledger.fact.OutcomeRecorded;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A company as tests say it. One euro is 1.10 dollars throughout; no other rate is published. */
final class Company {
    static final Currency USD = Currency.getInstance("USD");
    static final Currency EUR = Currency.getInstance("EUR");
    /** The first half of 2026. */
    static final TimeSpan H1 = new TimeSpan(Recorded.instant("2026-01-01T00:00:00Z"),
            Recorded.instant("2026-07-01T00:00:00Z"));

    private final Recorded facts = new Recorded();
    private final List<Decision> decisions = new ArrayList<>();

    Company at(String at, Fact fact) {
        facts.at(at, fact);
        return this;
    }

    Company cost(String at, Channel channel, String category, String amount) {
        return at(at, new CostRecorded(channel, category, new BigDecimal(amount), USD, null, null));
    }

    Company coverage(String at, String account, CoverageMode mode, @Nullable String potential) {
        return at(at, new CoverageAssigned(account, mode, potential == null ? null : new BigDecimal(potential)));
    }

    Company outcome(String at, String account, OutcomeKind kind, @Nullable String amount, @Nullable String partner) {
        return at(at,
                new OutcomeRecorded(account, kind, amount == null ? null : new BigDecimal(amount), partner, null));
    }

    Company deal(Decided deal) {
        decisions.add(deal.decision());
        return this;
    }

    /** Facts in another order than they were said: no answer may depend on it. */
    Evidence evidence() {
        return Evidence.of(facts.shuffled(42), decisions,
                FxRates.of(List.of(new FxRates.Rate(EUR, USD, Fraction.parse("1.10"), LocalDate.parse("2020-01-01"),
                        Recorded.instant("2020-01-01"), 1))),
                USD, ZoneOffset.UTC);
    }
}

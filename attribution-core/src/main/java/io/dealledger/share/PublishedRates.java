package io.dealledger.share;

import io.dealledger.fact.FxRatePublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.money.FxRates;
import java.util.ArrayList;
import java.util.Collection;

/** The exchange rates that the ledger was told of. */
public final class PublishedRates {
    private PublishedRates() {}

    /** @param facts of any kind, in any order; those that publish no rate are passed over */
    public static FxRates of(Collection<RecordedFact> facts) {
        var rates = new ArrayList<FxRates.Rate>();
        for (RecordedFact recorded : facts) {
            if (recorded.fact() instanceof FxRatePublished(var base, var quote, var rate, var effectiveDate)) {
                rates.add(new FxRates.Rate(base, quote, rate, effectiveDate, recorded.recordedAt(),
                        recorded.sequence()));
            }
        }
        return FxRates.of(rates);
    }
}

package io.dealledger.api.intake;

import io.dealledger.json.RecordJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** What came in, by outcome and way in. */
@Component
public class IntakeMetrics {
    private final MeterRegistry meters;
    private final Counter recordedAtIgnored;

    IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.recordedAtIgnored = Counter.builder("attribution.intake.recorded.at.ignored")
                .description("recorded_at sent by clients, which the ledger never reads").register(meters);
    }

    /** @param receipts of the deliveries, in the same order */
    public void count(List<Delivery> deliveries, List<Receipt> receipts) {
        for (int i = 0; i < receipts.size(); i++) {
            Counter.builder("attribution.intake.facts").description("Facts by what became of them")
                    .tag("outcome", RecordJson.word(receipts.get(i).outcome())).tag("via", deliveries.get(i).via())
                    .register(meters).increment();
        }
    }

    void recordedAtIgnored() {
        recordedAtIgnored.increment();
    }
}

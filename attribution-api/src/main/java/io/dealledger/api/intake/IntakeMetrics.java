package io.dealledger.api.intake;

import io.dealledger.json.RecordJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What came in, by outcome and way in; what was refused; and how long each source has been silent. */
@Component
public class IntakeMetrics {
    private final MeterRegistry meters;
    private final Counter recordedAtIgnored;
    private final Counter refused;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, Instant> lastHeard = new ConcurrentHashMap<>();

    IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.refused = Counter.builder("attribution.intake.refused")
                .description("Deliveries that could not be made durable; their senders were told so").register(meters);
        this.recordedAtIgnored = Counter.builder("attribution.intake.recorded.at.ignored")
                .description("recorded_at sent by clients, which the ledger never reads").register(meters);
    }

    /** @param receipts of the deliveries, in the same order */
    public void count(List<Delivery> deliveries, List<Receipt> receipts) {
        for (int i = 0; i < receipts.size(); i++) {
            Counter.builder("attribution.intake.facts").description("Facts by what became of them")
                    .tag("outcome", RecordJson.word(receipts.get(i).outcome())).tag("via", wayIn(deliveries.get(i)))
                    .register(meters).increment();
            heardOf(receipts.get(i).source());
        }
    }

    /** Without what stands behind it, such as the version of a mapping: a metric has few tags. */
    private static String wayIn(Delivery delivery) {
        int end = delivery.via().indexOf(';');
        return end < 0 ? delivery.via() : delivery.via().substring(0, end);
    }

    /** @param deliveries how many could not be made durable */
    public void refused(int deliveries) {
        refused.increment(deliveries);
    }

    private void heardOf(@Nullable String source) {
        if (source != null && lastHeard.put(source, clock.instant()) == null) {
            Gauge.builder("attribution.feed.silence", lastHeard, heard -> silence(heard, source))
                    .description("Since a source last said something").baseUnit("seconds").tag("feed", source)
                    .register(meters);
        }
    }

    private double silence(Map<String, Instant> heard, String source) {
        Instant now = clock.instant();
        return Duration.between(heard.getOrDefault(source, now), now).toMillis() / 1e3;
    }

    void recordedAtIgnored() {
        recordedAtIgnored.increment();
    }
}

package io.dealledger.api.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Facts over Kafka. Offsets are committed only once the records before them are durable, so whatever fails in between is
 * delivered again; what was stored already is then a duplicate. Nothing is skipped: a ledger that is away is waited for.
 */
class KafkaIntake {
    static final String TOPIC = "attribution.facts";
    static final String GROUP = "attribution-intake";
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);

    private final KafkaFacts facts;
    private final Intake intake;
    private final KafkaQuarantine quarantine;
    private final Backoff backoff;

    KafkaIntake(KafkaFacts facts, Intake intake, KafkaQuarantine quarantine, Backoff backoff) {
        this.facts = facts;
        this.intake = intake;
        this.quarantine = quarantine;
        this.backoff = backoff;
    }

    @KafkaListener(id = GROUP, topics = TOPIC, groupId = GROUP, batch = "true", containerFactory = KafkaIntakeConfiguration.CONTAINERS)
    void receive(List<ConsumerRecord<byte[], byte[]>> records, Acknowledgment acknowledgment) {
        try {
            List<Delivery> deliveries = records.stream().map(facts::read).toList();
            List<Receipt> receipts = intake.accept(deliveries);
            // a stop here leaves the facts stored and the offsets behind: all come again, as duplicates
            handOver(records, deliveries, receipts);
        } catch (RuntimeException e) {
            Duration wait = backoff.afterFailure();
            LOG.warn("{} records from {}-{} offset {} on are tried again in {}: {}", records.size(),
                    records.getFirst().topic(), records.getFirst().partition(), records.getFirst().offset(), wait,
                    e.toString(), e instanceof IntakeUnavailableException ? null : e);
            acknowledgment.nack(0, wait);
            return;
        }
        backoff.afterSuccess();
        acknowledgment.acknowledge();
    }

    private void handOver(List<ConsumerRecord<byte[], byte[]>> records, List<Delivery> deliveries,
            List<Receipt> receipts) {
        var sent = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < records.size(); i++) {
            if (deliveries.get(i).reading() instanceof Delivery.Unread unread) {
                sent.add(quarantine.send(records.get(i), unread, receipts.get(i)));
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    /** How long to wait before the next try: longer after each failure in a row, up to a limit. One consumer's own. */
    static final class Backoff {
        private final Duration first;
        private final Duration longest;
        private Duration next;

        Backoff(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
            this.next = first;
        }

        Duration afterFailure() {
            Duration wait = next;
            next = next.multipliedBy(2).compareTo(longest) < 0 ? next.multipliedBy(2) : longest;
            return wait;
        }

        void afterSuccess() {
            next = first;
        }
    }
}

package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.json.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Hands records that are no facts to whoever watches the quarantine topic: key, value and headers as they came, and why
 * in headers of ours. After a crash a record can stand there twice, with one {@code ledger_quarantine_id}.
 */
final class KafkaQuarantine implements AutoCloseable {
    static final String TOPIC = "attribution.facts.quarantine";

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> kafka;

    /** @param producers owned, closed with this */
    KafkaQuarantine(DefaultKafkaProducerFactory<byte[], byte[]> producers) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
    }

    /** Completes when the broker has it. */
    CompletableFuture<?> send(ConsumerRecord<byte[], byte[]> record, Delivery.Unread unread, Receipt receipt) {
        var copy = new ProducerRecord<byte[], byte[]>(TOPIC, null, record.key(), record.value(), record.headers());
        Headers headers = copy.headers();
        add(headers, "ledger_reason", unread.reason());
        add(headers, "ledger_problems",
                unread.problems().stream().map(Problem::sentence).collect(Collectors.joining("; ")));
        add(headers, "ledger_quarantine_id", receipt.quarantineId());
        add(headers, "ledger_original_topic", record.topic());
        add(headers, "ledger_original_partition", record.partition());
        add(headers, "ledger_original_offset", record.offset());
        add(headers, "ledger_original_timestamp", record.timestamp());
        return kafka.send(copy);
    }

    @Override
    public void close() {
        producers.destroy();
    }

    private static void add(Headers headers, String name, @Nullable Object value) {
        headers.remove(name); // a record that comes from the quarantine topic has the ones of the first time
        if (value != null) {
            headers.add(name, value.toString().getBytes(UTF_8));
        }
    }
}

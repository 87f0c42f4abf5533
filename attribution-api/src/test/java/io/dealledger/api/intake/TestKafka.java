package io.dealledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker in this process, one per test run, and what a system beside us does with it. */
public final class TestKafka {
    private static final int PARTITIONS = 3;
    private static final EmbeddedKafkaKraftBroker BROKER = start();

    private TestKafka() {}

    public static String bootstrapServers() {
        return BROKER.getBrokersAsString();
    }

    private static EmbeddedKafkaKraftBroker start() {
        var broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS, KafkaIntake.TOPIC, KafkaQuarantine.TOPIC);
        broker.brokerListProperty("test.kafka.brokers"); // the default would have every program of this run listen
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
        return broker;
    }

    static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG, 0), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> record(@Nullable String key, @Nullable String value,
            Map<String, String> headers) {
        var record = new ProducerRecord<byte[], byte[]>(KafkaIntake.TOPIC, key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    static void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = producer()) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    /** All that stands in the quarantine topic. */
    static List<ConsumerRecord<byte[], byte[]>> quarantined() {
        return records(KafkaQuarantine.TOPIC);
    }

    /** All that stands in a topic. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long expected = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (records.size() < expected) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(name), name).value(), UTF_8);
    }

    /** How many records the group has not yet committed. */
    static long lag() {
        return Objects.requireNonNull(BROKER.doWithAdminFunction(admin -> {
            try (var consumer = new KafkaConsumer<>(Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers(), AdminClientConfig.CLIENT_ID_CONFIG, "lag"), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(KafkaIntake.TOPIC).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
                var committed = admin.listConsumerGroupOffsets(KafkaIntake.GROUP).partitionsToOffsetAndMetadata().get();
                return consumer.endOffsets(partitions).entrySet().stream().mapToLong(end -> end.getValue()
                        - (committed.get(end.getKey()) == null ? 0 : committed.get(end.getKey()).offset())).sum();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    /** Has the group read everything again. Only while nobody of it listens. */
    static void rewind() {
        BROKER.doWithAdmin(admin -> {
            try {
                admin.deleteConsumerGroups(List.of(KafkaIntake.GROUP)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) { // nobody has read the topic yet
                    throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

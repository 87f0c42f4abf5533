package io.dealledger.api.intake;

import io.dealledger.api.node.ConditionalOnRole;
import io.dealledger.api.node.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/**
 * Listens to Kafka where a broker is named. How to reach it is Spring's to say ({@code spring.kafka.*}); what keeps facts
 * from being lost is fixed here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.INTAKE)
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
class KafkaIntakeConfiguration {
    static final String CONTAINERS = "factsListenerContainers";
    /** As many as a round takes: what one poll brings is durable before the next. */
    private static final int MAX_RECORDS = 2_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Bean
    KafkaIntake kafkaIntake(CloudEventReader reader, Intake intake, KafkaQuarantine quarantine) {
        return new KafkaIntake(new KafkaFacts(reader), intake, quarantine,
                new KafkaIntake.Backoff(FIRST_WAIT, LONGEST_WAIT));
    }

    @Bean(destroyMethod = "close")
    KafkaQuarantine kafkaQuarantine(KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaQuarantine(
                new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Bean(CONTAINERS)
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factsListenerContainers(KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // a new group has missed nothing
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
        var containers = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        containers.setConsumerFactory(new DefaultKafkaConsumerFactory<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
        containers.setBatchListener(true);
        containers.getContainerProperties().setAckMode(AckMode.MANUAL);
        return containers;
    }

    /** Made where they are not there and the broker lets us, as the broker makes new topics. */
    @Bean
    NewTopics factsTopics() {
        return new NewTopics(new NewTopic[]{TopicBuilder.name(KafkaIntake.TOPIC).build(),
            TopicBuilder.name(KafkaQuarantine.TOPIC).build()});
    }
}

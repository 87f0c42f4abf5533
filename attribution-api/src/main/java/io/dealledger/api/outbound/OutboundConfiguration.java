package io.dealledger.api.outbound;

import io.dealledger.api.node.ConditionalOnRole;
import io.dealledger.api.node.Role;
import io.dealledger.api.query.Folding;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.ViewSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Tells the world what was decided, where a broker is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.PROJECTIONS)
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
class OutboundConfiguration {
    @Bean(destroyMethod = "close")
    DecisionTopic decisionTopic(KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new DecisionTopic(
                new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Bean
    FoldingProcessor outbound(Folding folding, DecisionTopic topic) {
        ViewSchemas.migrate(folding.dataSource(), List.of(DecisionTopic.VIEW));
        return folding.processor(topic);
    }

    /** Made where it is not there and the broker lets us, as the broker makes new topics. */
    @Bean
    NewTopics decisionTopics() {
        return new NewTopics(new NewTopic[]{TopicBuilder.name(DecisionTopic.TOPIC).build()});
    }
}

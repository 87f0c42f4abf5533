package io.dealledger.api.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CloudEventConfiguration {
    @Bean
    CloudEventReader cloudEventReader(IntakeMetrics metrics) {
        return new CloudEventReader(metrics::recordedAtIgnored);
    }
}

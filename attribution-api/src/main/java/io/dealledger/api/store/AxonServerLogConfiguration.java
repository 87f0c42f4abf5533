package io.dealledger.api.store;

import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where an Axon Server keeps the ledger: {@code axon.axonserver.*}, as Axon's own documentation names the settings. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class AxonServerLogConfiguration {
    /** How long the start waits for a connection. */
    private static final long CONNECT_MILLIS = 10_000;

    @Bean
    @ConfigurationProperties("axon.axonserver")
    AxonServerConfiguration axonServerConfiguration() {
        var settings = new AxonServerConfiguration();
        settings.setComponentName("attribution");
        settings.setConnectTimeout(CONNECT_MILLIS);
        settings.setSuppressDownloadMessage(true);
        return settings;
    }

    @Bean(destroyMethod = "shutdown")
    AxonServerConnectionManager axonServerConnections(AxonServerConfiguration settings) {
        return AxonServerConnectionManager.builder().axonServerConfiguration(settings)
                .routingServers(settings.getServers()).build();
    }

    @Bean
    EventLog axonServerLog(AxonServerConnectionManager connections, AxonServerConfiguration settings) {
        return new AxonServerLog(() -> connections.getConnection(settings.getContext()).eventChannel());
    }
}

package io.dealledger.api.connector;

import io.dealledger.api.connector.hubspot.HubSpotVendor;
import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.connector.salesforce.SalesforceVendor;
import io.dealledger.api.matching.MatchBook;
import io.dealledger.api.node.Roles;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The connectors of a running program, over a new database and an intake that only remembers. Not annotated as a
 * configuration, so that no program finds it by itself.
 */
@EnableConfigurationProperties({ConnectorProperties.class, Roles.class})
@Import({ConnectorConfiguration.class, ConnectorResource.class, MappingResource.class, UnknownResource.class,
    PartnerStackVendor.class,
    SalesforceVendor.class, HubSpotVendor.class})
class ConnectorParts {
    @Bean
    RecordingIntake intake() {
        return new RecordingIntake();
    }

    @Bean
    DataSource dataSource() {
        return TestConnectors.newDatabase();
    }

    @Bean
    MatchBook matches(DataSource dataSource) {
        return new MatchBook(dataSource);
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.fixed(TestConnectors.RECEIVED);
    }
}

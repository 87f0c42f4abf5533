package io.dealledger.api.connector;

import io.dealledger.api.intake.Intake;
import io.dealledger.api.matching.MatchBook;
import io.dealledger.api.node.ConditionalOnRole;
import io.dealledger.api.node.Role;
import io.dealledger.api.node.Roles;
import io.dealledger.api.node.SoleDuty;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {
    @Bean
    MappingBook mappingBook(DataSource dataSource, ConnectorStore tables) {
        return new MappingBook(dataSource);
    }

    /** Whatever content type a sender gives it, a body is bytes: the server must not take it for a form and eat it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodiesAreBytes() {
        return server -> server.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
    }

    @Bean
    MessageArchive messageArchive(DataSource dataSource, ConnectorStore tables) {
        return new MessageArchive(dataSource);
    }

    @Bean
    Connectors connectors(List<Vendor> vendors, ConnectorProperties properties, MappingBook book,
            DataSource dataSource, InstantSource clock) {
        return new Connectors(vendors, properties, book, new RefreshTokenStore(dataSource), clock.instant());
    }

    @Bean
    ConnectorStore connectorStore(DataSource dataSource) {
        return new ConnectorStore(dataSource);
    }

    @Bean
    ConnectorService connectorService(ConnectorStore store, Intake intake, MatchBook matches, Connectors connectors,
            InstantSource clock, MeterRegistry meters) {
        return new ConnectorService(store, intake, matches, connectors::lookup, clock, meters);
    }

    @Bean
    RecordRereader recordRereader(Connectors connectors, ConnectorService service, ConnectorStore store) {
        return new RecordRereader(connectors, service, store);
    }

    @Bean
    Later laterReading(Connectors connectors, ConnectorService service, ConnectorStore store, InstantSource clock,
            Roles roles) {
        return new Later(connectors, service, store, clock, roles.has(Role.INTAKE));
    }

    @Bean
    Poller connectorPoller(Connectors connectors, ConnectorService service, InstantSource clock) {
        return new Poller(connectors, service, clock);
    }

    @Bean
    Subscriber connectorSubscriber(Connectors connectors, ConnectorService service, InstantSource clock) {
        return new Subscriber(connectors, service, clock);
    }

    /** Two nodes that ask a vendor would have every page and every event twice. */
    @Bean
    @ConditionalOnRole(Role.INTAKE)
    SoleDuty vendorAsking(DataSource dataSource, Connectors connectors, Poller connectorPoller,
            Subscriber connectorSubscriber) {
        var work = new ArrayList<Lifecycle>();
        if (!connectors.polled().isEmpty()) {
            work.add(connectorPoller);
        }
        if (connectors.all().stream().anyMatch(door -> !door.subscriptions().isEmpty())) {
            work.add(connectorSubscriber);
        }
        return new SoleDuty("asking vendors", dataSource, work);
    }

    @Bean
    @ConditionalOnRole(Role.INTAKE)
    Recovery connectorRecovery(Connectors connectors, ConnectorService service, ConnectorStore store,
            InstantSource clock) {
        return new Recovery(connectors, service, store, clock);
    }
}

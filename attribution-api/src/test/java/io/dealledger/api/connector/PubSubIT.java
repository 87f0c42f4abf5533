package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.connector.salesforce.SalesforceVendor;
import io.dealledger.api.connector.salesforce.pubsub.PubSubServer;
import io.dealledger.api.connector.salesforce.pubsub.PubSubSubscription;
import io.dealledger.api.connector.transport.ApiSettings;
import io.dealledger.api.connector.transport.RememberedTokens;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.grpc.Status;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Salesforce's event bus, spoken to as published, with the bytes of its fixtures. */
class PubSubIT {
    private static final String TOPIC = "/data/ChangeEvents";
    private static final String LAST = "AAAAAAKAHzw=";

    private final PubSubServer server = new PubSubServer();
    private final TestConnectors salesforce = new TestConnectors(new SalesforceVendor(), Map.of("c.account", "00D1"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void publishedBytesSayWhatTheDecodedFixturesSay() {
        knowsAll().sends(wire("wire-lead-conversion.json")).sends(wire("wire-closed-won.json"));
        var decoded = new TestConnectors(new SalesforceVendor(), Map.of("c.account", "00D1"));
        decoded.take("05-lead-converted-opportunity-created.json", "changes");
        decoded.take("12-closed-won.json", "changes");

        run();

        assertThat(salesforce.intake.statements()).isEqualTo(decoded.intake.statements()).isNotEmpty();
        assertThat(server.asked()).first().isEqualTo(TOPIC + " 1  100");
        assertThat(server.schemasAsked()).hasSize(3).contains("6mumWlZaFU1O26ldsG377w");
        assertThat(List.of(server.header("accesstoken"), server.header("tenantid"), server.header("instanceurl")))
                .containsExactly("session", "00D1", "http://localhost");
    }

    @Test
    void goesOnAfterTheLastEventWhoseFactsAreDurable() {
        knowsAll().sends(wire("wire-closed-won.json"));
        salesforce.intake.fail(RecordingIntake.Failure.BEFORE_STORING);
        assertThatThrownBy(() -> subscription().run(inbox())).isInstanceOf(IntakeUnavailableException.class);
        salesforce.intake.fail(RecordingIntake.Failure.NONE);

        run();
        server.forgetScript();
        server.sends(wire("wire-keepalive-empty.json"));
        run();
        run();

        assertThat(server.asked()).filteredOn(asked -> !asked.startsWith(TOPIC + " 0")).containsExactly(
                TOPIC + " 1  100", TOPIC + " 1  100", TOPIC + " 2 " + LAST + " 100", TOPIC + " 2 AAAAAAKAIGQ= 100");
    }

    @Test
    void asksForMoreAsEventsAreCountedInAndNeverForMoreThanAHundredAhead() {
        knowsAll();
        for (int i = 0; i < 60; i++) {
            server.sends(wire("wire-closed-won.json"));
        }
        server.endsAfterRequest(2);

        run();

        assertThat(server.asked()).element(1).isEqualTo(TOPIC + " 0  50");
    }

    @Test
    void aPositionThatTheVendorDoesNotKnowIsAGapAndNotANewBeginning() {
        knowsAll().sends(wire("wire-closed-won.json"));
        run();
        server.endsWith(Status.INVALID_ARGUMENT.withDescription(
                "sfdc.platform.eventbus.grpc.subscription.fetch.replayid.corrupted"));
        server.forgetScript();
        run();
        run();

        assertThat(server.asked()).containsExactly(TOPIC + " 1  100", TOPIC + " 2 " + LAST + " 100", TOPIC + " 1  100");
        assertThat(salesforce.intake.statements()).filteredOn(each -> each.kind().equals("intake.gap_detected"))
                .first().satisfies(gap -> assertThat(gap.data()).containsEntry("feed", "salesforce:00D1" + TOPIC)
                        .extractingByKey("reason").asString().contains("position lost"));
    }

    @Test
    void bytesThatAreNoneOfTheirSchemaAreKeptForAPerson() {
        knowsAll();
        String event = new String(wire("wire-closed-won.json"), StandardCharsets.UTF_8);
        String payload = event.replaceAll("(?s).*\"payload\": \"([^\"]+)\".*", "$1");
        byte[] bytes = Base64.getDecoder().decode(payload);
        for (int length = 0; length < bytes.length; length += 7) {
            server.sends(event.replace(payload, Base64.getEncoder().encodeToString(Arrays.copyOf(bytes,
                    length))).getBytes(StandardCharsets.UTF_8));
        }

        run();

        assertThat(salesforce.intake.statements()).isEmpty();
        assertThat(salesforce.intake.quarantined()).hasSize((bytes.length + 6) / 7);
    }

    private PubSubServer knowsAll() {
        for (String schema : List.of("opportunity-change-event", "opportunity-change-event-v2", "lead-change-event")) {
            server.knows(wire("schema-" + schema + ".json"));
        }
        return server;
    }

    private static byte[] wire(String file) {
        return TestConnectors.read("salesforce/" + file);
    }

    /** Until the line ends, which is no failure of ours. */
    private void run() {
        assertThatThrownBy(() -> subscription().run(inbox())).isInstanceOf(VendorUnavailableException.class);
    }

    private Subscription.Inbox inbox() {
        var connectors = new Connectors(List.of(), new ConnectorProperties(Map.of(),
                new ConnectorProperties.Accounts(Map.of(), Set.of())), new MappingBook(salesforce.database()),
                new RefreshTokenStore(salesforce.database()),
                TestConnectors.RECEIVED);
        return new Subscriber(connectors, salesforce.service, InstantSource.fixed(TestConnectors.RECEIVED))
                .inbox(salesforce.connector(), subscription());
    }

    private Subscription subscription() {
        var api = new Binder(new MapConfigurationPropertySource(Map.of("c.url", "http://localhost", "c.token",
                "session"))).bind("c", ApiSettings.class).get();
        return new PubSubSubscription(TOPIC, URI.create(server.url().toString()), "00D1", new VendorApi("salesforce",
                api, new RememberedTokens()), Duration.ofSeconds(20));
    }
}

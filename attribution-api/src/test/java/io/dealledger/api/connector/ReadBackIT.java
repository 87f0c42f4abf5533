package io.dealledger.api.connector;

import static io.dealledger.api.connector.transport.MisbehavingVendor.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.connector.transport.MisbehavingVendor;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A webhook that nobody signed is a reason to ask, and the vendor's own answer is what counts. */
class ReadBackIT {
    private static final String SUBMITTED = "partnerstack/02-deal_created-submitted.json";

    private final MisbehavingVendor vendor = new MisbehavingVendor(answers(404, "{}"));
    private final TestConnectors partnerStack = new TestConnectors(new PartnerStackVendor(),
            Map.of("c.account", "acme"));
    private final Later later = later(Map.of());

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void whatTheVendorSaysIsCountedAndNotWhatTheMessageSaid() {
        vendor.first(answers(200, "{\"data\": " + text(SUBMITTED) + ", \"status\": 200}"));
        receive(text(SUBMITTED).replace("4800000", "99900000"));

        later.read();

        assertThat(vendor.asked()).singleElement()
                .satisfies(asked -> assertThat(asked.uri()).hasToString("/deals/deal_exampleAAAA0001"));
        assertThat(partnerStack.intake.statements()).filteredOn(each -> each.kind().equals("registration.submitted"))
                .singleElement()
                .satisfies(each -> assertThat(each.data()).containsEntry("expected_amount", "48000.00"));
    }

    @Test
    void aMadeUpMessageSaysNothingAndCostsOneRequest() {
        receive(text(SUBMITTED));
        receive(text(SUBMITTED).replace("4800000", "4800001"));
        receive(text(SUBMITTED).replace("deal_exampleAAAA0001", "../../admin?x="));
        receive("no JSON");

        later.read();

        assertThat(partnerStack.intake.statements()).isEmpty();
        assertThat(vendor.asked()).singleElement()
                .satisfies(asked -> assertThat(asked.uri()).hasToString("/deals/deal_exampleAAAA0001"));
        assertThat(later.read()).as("left to read").isZero();
    }

    @Test
    void aSenderCannotCallItsMessageAnAnswer() {
        Connector connector = connectors(Map.of()).door("partnerstack").connector();

        assertThat(connector.received("api:deals")).isEqualTo("hint:api:deals");
        assertThat(connector.received("hint:api:deals")).isEqualTo("hint:hint:api:deals");
        assertThat(connectors(Map.of("signature.header", "X-Sig", "signature.secret", "s")).door("partnerstack")
                .connector().received("webhook")).isEqualTo("webhook");
    }

    @Test
    void aMessageWaitsForAVendorThatIsAway() {
        vendor.first(answers(503, ""), answers(503, ""));
        receive(text(SUBMITTED));
        assertThatThrownBy(later::read).isInstanceOf(VendorUnavailableException.class);

        vendor.first(answers(200, text(SUBMITTED)));
        later.read();

        assertThat(partnerStack.kinds()).contains("registration.submitted");
    }

    @Test
    void partnershipsAreReadByTheListOfWhatChanged() {
        vendor.first(answers(200, text("partnerstack/21-partnerships-list.json")));
        receive(text("partnerstack/01-partnership_created.json"));

        later.read();

        assertThat(vendor.asked()).singleElement().satisfies(asked -> assertThat(asked.uri().toString())
                .isEqualTo("/partnerships?limit=250&min_updated="
                        + TestConnectors.RECEIVED.minusSeconds(86_400).toEpochMilli()));
        assertThat(partnerStack.kinds()).contains("partner.enrolled");
    }

    private void receive(String body) {
        Connector connector = connectors(Map.of()).door("partnerstack").connector();
        partnerStack.service.store(connector, new Message("webhook", connector.received("webhook"),
                body.getBytes(StandardCharsets.UTF_8), TestConnectors.RECEIVED), Map.of());
    }

    private Later later(Map<String, String> more) {
        return new Later(connectors(more), partnerStack.service, partnerStack.store,
                InstantSource.fixed(TestConnectors.RECEIVED.plusSeconds(60)), true);
    }

    private Connectors connectors(Map<String, String> more) {
        var settings = new HashMap<String, String>();
        String prefix = "ledger.connectors.partnerstack.";
        settings.put(prefix + "account", "acme");
        settings.put(prefix + "api.url", vendor.url().toString());
        settings.put(prefix + "api.attempts", "2");
        settings.put(prefix + "api.backoff", "1ms");
        more.forEach((name, value) -> settings.put(prefix + name, value));
        var properties = new Binder(new MapConfigurationPropertySource(settings))
                .bind("ledger", ConnectorProperties.class).get();
        return new Connectors(List.of(new PartnerStackVendor()), properties, new MappingBook(partnerStack.database()),
                new RefreshTokenStore(partnerStack.database()),
                TestConnectors.RECEIVED);
    }

    private static String text(String file) {
        return new String(TestConnectors.read(file), StandardCharsets.UTF_8);
    }
}

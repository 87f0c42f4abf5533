package io.dealledger.api.connector;

import static io.dealledger.api.connector.transport.MisbehavingVendor.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.dealledger.api.connector.hubspot.HubSpotVendor;
import io.dealledger.api.connector.transport.MisbehavingVendor;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What HubSpot's webhooks leave out is asked of its API. */
class HubSpotLookupIT {
    private final MisbehavingVendor api = new MisbehavingVendor(HubSpotLookupIT::answer);
    private final TestConnectors hubspot = new TestConnectors(new HubSpotVendor(), Map.of("c.account", "48000001"));
    private final Later later = new Later(connectors(), hubspot.service, hubspot.store,
            InstantSource.fixed(TestConnectors.RECEIVED.plusSeconds(60)), true);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void oneWebhookIsEnoughForTheWholeHistoryOfADeal() {
        receive("17-closed-won.json");
        receive("11-partner-associated-classic.json");

        later.read();

        assertThat(hubspot.intake.statements()).filteredOn(each -> each.kind().equals("opportunity.closed_won"))
                .extracting(each -> each.data().get("amount")).containsExactly("150000", "140000.5");
        assertThat(hubspot.kinds()).contains("opportunity.created", "opportunity.reopened",
                "opportunity.owner_changed");
        assertThat(said("opportunity.partner_tagged").occurredAt()).isEqualTo("2026-03-26T15:44:10.700Z");
        assertThat(hubspot.intake.statements()).filteredOn(each -> each.kind().equals("account.merged"))
                .extracting(each -> each.data().get("into")).contains("domain:customer-one.example");
        assertThat(hubspot.intake.quarantined()).isEmpty();
    }

    @Test
    void aHundredUnknownDealsAreOneQuestion() {
        receive("43-batch-100.json");

        later.read();

        assertThat(api.asked()).filteredOn(asked -> asked.uri().toString().contains("/deals/")).singleElement()
                .satisfies(asked -> {
                    assertThat(asked.uri()).hasToString("/crm/v3/objects/deals/batch/read");
                    assertThat(asked.authorization()).containsExactly("Bearer private-app-token");
                });
        assertThat(hubspot.kinds()).filteredOn("opportunity.created"::equals)
                .as("these and the one that the answer holds beside them").hasSize(101);
    }

    @Test
    void anUnknownStageIsLookedUpInThePipelines() {
        receive("42-batch-mixed.json");
        receive("32-custom-pipeline-stage.json");

        later.read();

        assertThat(said("opportunity.closed_won").data()).containsEntry("opportunity_id", "332507300004")
                .containsEntry("amount", "45000");
        assertThat(hubspot.intake.quarantined()).isEmpty();
    }

    @Test
    void messagesWaitForAVendorThatIsAway() {
        receive("17-closed-won.json");
        api.first(answers(503, ""), answers(503, ""));
        assertThatThrownBy(later::read).isInstanceOf(VendorUnavailableException.class);
        assertThat(hubspot.intake.statements()).isEmpty();

        later.read();

        assertThat(hubspot.kinds()).contains("opportunity.closed_won");
    }

    @Test
    void aDealThatIsGoneIsToldByItsMessagesAlone() {
        api.first(answers(404, TestConnectors.read("hubspot/api-deal-404.json")));
        receive("20-closed-lost.json");

        later.read();

        assertThat(hubspot.kinds()).containsExactly("opportunity.stage_changed", "opportunity.closed_lost");
    }

    private void receive(String file) {
        hubspot.service.store(hubspot.connector(), new Message("webhook", "webhook", TestConnectors.read(
                "hubspot/" + file), TestConnectors.RECEIVED), Map.of());
    }

    private Statement said(String kind) {
        return hubspot.intake.statements().stream().filter(each -> each.kind().equals(kind)).findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not among " + hubspot.kinds()));
    }

    private Connectors connectors() {
        var properties = new Binder(new MapConfigurationPropertySource(Map.of("ledger.connectors.hubspot.account",
                "48000001", "ledger.connectors.hubspot.deal-type", "new_logo", "ledger.connectors.hubspot.crm.currency",
                "EUR", "ledger.connectors.hubspot.crm.partner-labels", "Referral partner",
                "ledger.connectors.hubspot.api.url", api.url().toString(), "ledger.connectors.hubspot.api.token",
                "private-app-token", "ledger.connectors.hubspot.api.attempts", "2",
                "ledger.connectors.hubspot.api.backoff", "1ms"))).bind("ledger", ConnectorProperties.class).get();
        return new Connectors(List.of(new HubSpotVendor()), properties, new MappingBook(hubspot.database()),
                new RefreshTokenStore(hubspot.database()),
                TestConnectors.RECEIVED);
    }

    /** A vendor in good health. */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/pipelines/deals")) {
            answers(200, TestConnectors.read("hubspot/api-deal-pipelines.json")).handle(exchange);
        } else if (path.endsWith("/332507300001/associations/companies")) {
            answers(200, TestConnectors.read("hubspot/api-deal-company-associations-v4.json")).handle(exchange);
        } else if (path.endsWith("/batch/read")) {
            answers(200, deals()).handle(exchange);
        } else if (path.contains("/companies/")) {
            String id = path.substring(path.lastIndexOf('/') + 1);
            answers(200, CanonicalJson.write(Map.of("id", id, "properties", Map.of("name", "Company", "domain",
                    id.equals("330222300001") ? "customer-one.example" : id + ".example"), "updatedAt",
                    "2026-01-01T00:00:00Z"))).handle(exchange);
        } else {
            answers(404, "{}").handle(exchange);
        }
    }

    /** The main deal with its history, and the hundred of the bulk edit. */
    private static String deals() {
        String main = new String(TestConnectors.read("hubspot/api-deal-with-history.json"), StandardCharsets.UTF_8);
        String others = IntStream.range(0, 100).mapToObj(i -> """
                {"id": "%d", "createdAt": "2026-01-01T00:00:00Z", "properties": {"hubspot_owner_id": "71000002"},
                 "propertiesWithHistory": {"hubspot_owner_id": [{"value": "71000001",
                 "timestamp": "2026-01-01T00:00:00Z"}]}}""".formatted(332507400000L + i))
                .reduce((a, b) -> a + "," + b).orElseThrow();
        return "{\"results\": [" + main + "," + others + "]}";
    }
}

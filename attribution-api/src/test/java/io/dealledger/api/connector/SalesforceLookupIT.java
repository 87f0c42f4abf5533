package io.dealledger.api.connector;

import static io.dealledger.api.connector.transport.MisbehavingVendor.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import io.dealledger.api.connector.mapping.SalesforceId;
import io.dealledger.api.connector.salesforce.SalesforceVendor;
import io.dealledger.api.connector.transport.MisbehavingVendor;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What Salesforce's events leave out is read from the org. */
class SalesforceLookupIT {
    private static final String OPP3 = "006Kx000001Opp3IAC";

    private final MisbehavingVendor org = new MisbehavingVendor(SalesforceLookupIT::answer);
    private final TestConnectors salesforce = new TestConnectors(new SalesforceVendor(), Map.of("c.account", "00D1",
            "c.api.url", org.url().toString()));
    private final Later later = new Later(connectors(), salesforce.service, salesforce.store,
            InstantSource.fixed(TestConnectors.RECEIVED.plusSeconds(60)), true);

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void aRecordOfWhichSomethingWasMissedIsReadAndTheGapClosed() {
        salesforce.take("19-gap-update.json", "changes");
        assertThat(salesforce.kinds()).containsExactly("intake.gap_detected");

        later.read();

        assertThat(told()).contains("opportunity.created 2026-02-15T09:00:00Z",
                "opportunity.partner_tagged 2026-04-16T03:10:00Z");
        assertThat(gaps()).containsExactly(
                tuple("intake.gap_detected", "salesforce:00D1/Opportunity/" + OPP3, "2026-04-16T03:10:00Z"),
                tuple("intake.gap_closed", "salesforce:00D1/Opportunity/" + OPP3, "2026-04-16T03:10:00Z"));
        assertThat(later.read()).as("nothing is asked twice").isZero();
    }

    @Test
    void aMissedChangeOfAKnownDealAddsOnlyWhatNobodyTold() {
        salesforce.take("18-merged-event-two-records.json", "changes");
        salesforce.take("17-out-of-order-delivery.json", "changes");
        later.read();
        List<String> told = told();
        org.first(answers(200, new String(TestConnectors.read("salesforce/rest-opportunity-after-gap.json"),
                StandardCharsets.UTF_8).replace("90000.0", "95000.0")));

        salesforce.take("19-gap-update.json", "changes");
        later.read();

        assertThat(told()).containsAll(told);
        assertThat(told().subList(told.size(), told().size())).containsExactly(
                "intake.gap_detected 2026-04-16T03:10:00Z", "opportunity.amount_changed 2026-04-16T03:10:00Z",
                "intake.gap_closed 2026-07-10T08:01:00Z");
    }

    @Test
    void aGapStaysOpenUntilTheOrgAnswers() {
        salesforce.take("19-gap-update.json", "changes");
        org.first(answers(503, ""), answers(503, ""));

        assertThatThrownBy(later::read).isInstanceOf(VendorUnavailableException.class);
        assertThat(salesforce.kinds()).containsExactly("intake.gap_detected");
        later.read();

        assertThat(salesforce.kinds()).contains("intake.gap_closed");
    }

    @Test
    void aRecordThatIsNotThereAnyMoreLeavesNoGapBehind() {
        byte[] refusal = "[{\"errorCode\": \"NOT_FOUND\"}]".getBytes(StandardCharsets.UTF_8);
        org.first(answers(404, refusal));
        salesforce.take("19-gap-update.json", "changes");

        later.read();

        assertThat(gaps()).extracting(gap -> gap.toList().getFirst()).containsExactly("intake.gap_detected",
                "intake.gap_closed");
        assertThat(salesforce.intake.statements().getLast().data().get("reason")).asString()
                .endsWith(": deleted, or hidden from us");
        assertThat(salesforce.store.taken("salesforce", "api", ConnectorStore.sha256(refusal), Instant.EPOCH))
                .as("the org's word, kept").hasSize(1);
        assertThat(later.read()).as("nothing is asked twice").isZero();
    }

    @Test
    void aLeadThatWasNeverSeenIsDiscoveredWithItsRegistration() {
        salesforce.take("03-lead-registration-rejected.json", "changes");
        later.read();

        assertThat(told()).containsExactlyInAnyOrder("registration.rejected 2026-03-03T10:20:00Z",
                "account.identified 2026-03-02T12:00:00Z", "registration.submitted 2026-03-02T12:00:00Z");
    }

    @Test
    void aDealWhoseAccountChangedHasItsPartnersReadAgain() {
        salesforce.take("30-account-changed.json", "changes");
        later.read();
        assertThat(tags()).contains(tuple("opportunity.partner_tagged", "salesforce:001Kx000001PrtAIAS", "Reseller"))
                .doesNotContain(tuple("opportunity.partner_tagged", "salesforce:001Kx000001CusBIAS", "Client"));

        org.first(answers(200, "{\"totalSize\": 0, \"done\": true, \"records\": []}"));
        salesforce.take(new String(TestConnectors.read("salesforce/30-account-changed.json"), StandardCharsets.UTF_8)
                .replaceAll("\"transactionKey\": \"[^\"]+\"", "\"transactionKey\": \"again\"").getBytes(
                        StandardCharsets.UTF_8),
                "changes");
        later.read();

        assertThat(tags()).contains(tuple("opportunity.partner_untagged", "salesforce:001Kx000001PrtAIAS", null));
    }

    @Test
    void aStageThatNobodyNamedIsLookedUp() {
        org.first(answers(200, new String(TestConnectors.read("salesforce/rest-opportunity-stage-query.json"),
                StandardCharsets.UTF_8).replace("\"ApiName\": \"Closed Won\"", "\"ApiName\": \"Signed\"")));
        salesforce.take("""
                Id,StageName,Amount,CurrencyIsoCode,Type,CreatedDate,SystemModstamp
                006Kx000001Opp4IAC,Signed,9900.0,USD,Renewal,2026-06-20T09:00:00.000Z,2026-06-21T09:00:00.000Z
                """.getBytes(StandardCharsets.UTF_8), "import");
        assertThat(salesforce.kinds()).containsExactly("opportunity.created");

        later.read();

        assertThat(salesforce.kinds()).containsExactly("opportunity.created", "opportunity.closed_won");
    }

    @Test
    void aStageWhoseMeaningChangesIsPutBeforeAPerson() {
        String stages = new String(TestConnectors.read("salesforce/rest-opportunity-stage-query.json"),
                StandardCharsets.UTF_8);
        salesforce.take(stages.getBytes(StandardCharsets.UTF_8), "api:stages");
        assertThat(salesforce.intake.quarantined()).isEmpty();

        salesforce.take(stages.replaceFirst("\"IsWon\": true", "\"IsWon\": false").getBytes(StandardCharsets.UTF_8),
                "api:stages");

        assertThat(salesforce.intake.quarantined()).hasSize(1);
    }

    @Test
    void afterATransactionTooLargeForEventsEverythingChangedIsReadPageByPage() {
        salesforce.take("20-gap-overflow.json", "changes");
        later.read();

        assertThat(org.asked()).extracting(asked -> URLDecoder.decode(asked.uri().getQuery(), StandardCharsets.UTF_8))
                .containsExactly(
                        "q=SELECT FIELDS(ALL) FROM Opportunity WHERE SystemModstamp >= 2026-04-17T01:45:00Z ORDER BY Id"
                                + " LIMIT 200",
                        "q=SELECT FIELDS(ALL) FROM Opportunity WHERE SystemModstamp >= 2026-04-17T01:45:00Z AND Id > '"
                                + id(199) + "' ORDER BY Id LIMIT 200");
        assertThat(salesforce.kinds()).filteredOn("opportunity.created"::equals).hasSize(203);
        assertThat(gaps()).containsExactly(
                tuple("intake.gap_detected", "salesforce:00D1/Opportunity", "2026-04-17T02:00:00Z"),
                tuple("intake.gap_closed", "salesforce:00D1/Opportunity", "2026-04-17T02:00:00Z"));
    }

    private List<String> told() {
        return salesforce.intake.statements().stream().map(each -> each.kind() + " " + each.occurredAt()).toList();
    }

    private List<Tuple> gaps() {
        return salesforce.intake.statements().stream().filter(each -> each.kind().startsWith("intake.gap"))
                .map(each -> tuple(each.kind(), each.data().get("feed"), each.data().get("from"))).toList();
    }

    private List<Tuple> tags() {
        return salesforce.intake.statements().stream().filter(each -> each.kind().startsWith("opportunity.partner"))
                .map(each -> tuple(each.kind(), each.data().get("partner_id"), each.data().get("role"))).toList();
    }

    private Connectors connectors() {
        var settings = new HashMap<>(Map.of("ledger.connectors.salesforce.account", "00D1",
                "ledger.connectors.salesforce.api.url", org.url().toString(),
                "ledger.connectors.salesforce.api.token", "session", "ledger.connectors.salesforce.api.attempts", "2",
                "ledger.connectors.salesforce.api.backoff", "1ms"));
        return new Connectors(List.of(new SalesforceVendor()), new Binder(new MapConfigurationPropertySource(settings))
                .bind("ledger", ConnectorProperties.class).get(), new MappingBook(salesforce.database()),
                new RefreshTokenStore(salesforce.database()),
                TestConnectors.RECEIVED);
    }

    /** An org in good health. */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "").replace('+', ' ');
        if (path.equals("/services/data/v66.0/sobjects/Opportunity/" + OPP3)) {
            answers(200, TestConnectors.read("salesforce/rest-opportunity-after-gap.json")).handle(exchange);
        } else if (path.equals("/services/data/v66.0/sobjects/Lead/00QKx000001Led2MAC")) {
            answers(200, lead()).handle(exchange);
        } else if (query.contains("FROM OpportunityPartner")) {
            answers(200, new String(TestConnectors.read("salesforce/rest-opportunity-partner-query.json"),
                    StandardCharsets.UTF_8).replace("006Kx000001Opp1IAC", OPP3)
                    .replace("001Kx000001CustIAC", "001Kx000001CusBIAS")).handle(exchange);
        } else if (query.contains("FROM OpportunityStage")) {
            answers(200, TestConnectors.read("salesforce/rest-opportunity-stage-query.json")).handle(exchange);
        } else if (query.contains("FIELDS(ALL)")) {
            answers(200, page(query.contains("Id > ") ? 200 : 0, query.contains("Id > ") ? 3 : 200)).handle(exchange);
        } else {
            answers(404, "[{\"errorCode\": \"NOT_FOUND\"}]").handle(exchange);
        }
    }

    private static String lead() {
        return CanonicalJson.write(Map.of("attributes", Map.of("type", "Lead"), "Id", "00QKx000001Led2MAC", "Company",
                "Customer Two", "Registering_Partner__c", "001Kx000001PrtBIAS", "Registration_Status__c", "Rejected",
                "CreatedDate", "2026-03-02T12:00:00.000+0000", "SystemModstamp", "2026-03-03T10:20:00.000+0000"));
    }

    private static String page(int from, int count) {
        return CanonicalJson.write(Map.of("done", true, "totalSize", BigDecimal.valueOf(count), "records",
                IntStream.range(from, from + count).mapToObj(i -> Map.of("attributes", Map.of("type", "Opportunity"),
                        "Id", id(i), "StageName", "Prospecting", "Type", "New Business", "CreatedDate",
                        "2026-04-17T02:00:00.000+0000", "SystemModstamp", "2026-04-17T02:00:00.000+0000")).toList()));
    }

    private static String id(int number) {
        return SalesforceId.to18("006Kx00000%05d".formatted(number));
    }
}

package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.connector.hubspot.HubSpotVendor;
import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.connector.salesforce.SalesforceVendor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What nothing reads is kept, counted and shown. */
class UnknownIT {
    private static final String DEAL = "partnerstack/02-deal_created-submitted.json";
    private static final String PARTNERSHIP = "partnerstack/01-partnership_created.json";

    @Test
    void anEventOfAnUnknownTypeIsCountedByItsName() {
        var partnerStack = partnerStack();
        byte[] renamed = replaced(PARTNERSHIP, "partnership_created", "partnership_frobnicated");

        partnerStack.take(renamed, "webhook");
        partnerStack.take(replaced(PARTNERSHIP, "partnership_created", "partnership_exploded"), "webhook");
        partnerStack.take(concat(renamed, " "), "webhook"); // another message, same type

        assertThat(rows(partnerStack)).contains(Tuple.tuple("event_type", "/event", "partnership_frobnicated", 2L),
                Tuple.tuple("event_type", "/event", "partnership_exploded", 1L));
        assertThat(partnerStack.meters.get("attribution.connector.unknown").tag("kind", "event_type")
                .tag("connector", "partnerstack").counter().count()).isEqualTo(3);
    }

    @Test
    void aFieldThatNoRuleReadsIsNamedAndItsMessageToo() {
        var partnerStack = partnerStack();
        partnerStack.take(read(DEAL), "webhook");
        Collection<Object> usual = places(partnerStack);

        partnerStack.take(replaced(DEAL, "{", "{\"loyalty\": {\"score\": 9}, "), "webhook");

        assertThat(places(partnerStack)).containsAll(usual).hasSize(usual.size() + 1);
        assertThat(partnerStack.store.unknowns().of("partnerstack")).filteredOn(row -> row.place().equals("/loyalty"))
                .singleElement().satisfies(row -> assertThat(text(partnerStack.store.message(row.message()))).contains(
                        "loyalty"));
    }

    @Test
    void aWordThatNoMapHasIsCountedBesideItsQuarantine() {
        var partnerStack = partnerStack();

        partnerStack.take(replaced(DEAL, "\"stage\": \"New\"", "\"stage\": \"Newish\""), "webhook");

        assertThat(rows(partnerStack)).contains(Tuple.tuple("word", "/stage", "Newish", 1L));
        assertThat(partnerStack.intake.quarantined()).hasSize(1);
        assertThat(new ConnectorStore(partnerStack.database()).unknowns().of("partnerstack"))
                .isEqualTo(partnerStack.store.unknowns().of("partnerstack"));
    }

    @Test
    void aMessageThatIsReadAgainIsNotCountedAgain() {
        var partnerStack = partnerStack();
        partnerStack.take(replaced(PARTNERSHIP, "partnership_created", "partnership_frobnicated"), "webhook");
        ConnectorStore.Stored first = partnerStack.store
                .message(partnerStack.store.unknowns().of("partnerstack").getFirst().message());

        partnerStack.service.count(partnerStack.connector(), first);

        assertThat(rows(partnerStack)).contains(Tuple.tuple("event_type", "/event", "partnership_frobnicated", 1L));
    }

    @Test
    void aSenderOfEverNewWordsFillsNoTable() {
        var partnerStack = partnerStack();
        for (int part = 0; part < 2; part++) {
            int from = part * 400;
            String members = IntStream.range(from, from + 400).mapToObj(i -> "\"field" + i + "\": 1")
                    .collect(Collectors.joining(", "));
            partnerStack.take(replaced(DEAL, "{", "{" + members + ", "), "webhook");
        }

        List<UnknownStore.Row> fields = partnerStack.store.unknowns().of("partnerstack").stream()
                .filter(row -> row.kind().equals("field")).toList();
        assertThat(fields).hasSize(UnknownStore.MOST + 1);
        assertThat(fields).filteredOn(row -> row.place().equals(UnknownStore.OTHERS)).singleElement()
                .satisfies(row -> assertThat(row.count()).isGreaterThan(290));
    }

    @Test
    void whatAnErasedPersonWasCalledGoesFromTheListToo() {
        var partnerStack = partnerStack();
        partnerStack.take(replaced(PARTNERSHIP, "partnership_created", "partnership_of_ada@example.com"), "webhook");

        partnerStack.store.forget("ada@example.com");

        assertThat(rows(partnerStack)).noneMatch(row -> row.toString().contains("ada@example.com"));
    }

    @Test
    void hubSpotsSubscriptionsAndPropertiesThatNothingReads() {
        var hubSpot = new TestConnectors(new HubSpotVendor(), Map.of("c.account", "62515"));
        String event = """
                {"eventId": %d, "subscriptionId": 1, "portalId": 62515, "appId": 1, "occurredAt": 1767000000000,
                 "subscriptionType": "%s", "attemptNumber": 0, "objectId": 7, "propertyName": "%s",
                 "propertyValue": "x", "changeSource": "CRM_UI", "sourceId": "userId:1"}""";

        hubSpot.takeTogether(List.of(
                bytes("[" + event.formatted(1, "ticket.creation", "") + "]"),
                bytes("[" + event.formatted(2, "deal.propertyChange", "favourite_colour") + ", "
                        + event.formatted(3, "deal.propertyChange", "favourite_colour") + "]")));

        assertThat(rows(hubSpot)).containsExactlyInAnyOrder(
                Tuple.tuple("event_type", "/subscriptionType", "ticket.creation", 1L),
                Tuple.tuple("field", "/deal/favourite_colour", "", 2L));
    }

    @Test
    void anOwnerAndAnAmountThatAreClearedAreCounted() {
        var hubSpot = new TestConnectors(new HubSpotVendor(), Map.of("c.account", "48000001"));

        hubSpot.takeTogether(List.of(read("hubspot/29-amount-cleared.json"), read("hubspot/31-owner-cleared.json")));

        assertThat(rows(hubSpot)).containsExactlyInAnyOrder(
                Tuple.tuple("word", "/deal/amount", "(cleared)", 1L),
                Tuple.tuple("word", "/deal/hubspot_owner_id", "(cleared)", 1L));
        assertThat(hubSpot.store.unknowns().of("hubspot")).allSatisfy(row -> assertThat(
                text(hubSpot.store.message(row.message()))).contains(row.place().substring("/deal/".length())));
    }

    @Test
    void salesforcesObjectsAndFieldsThatNothingReads() {
        var salesforce = new TestConnectors(new SalesforceVendor(), Map.of());
        String change = """
                {"ChangeEventHeader": {"entityName": "%s", "recordIds": ["006000000000001AAA"], "changeType": "CREATE",
                 "changeOrigin": "", "transactionKey": "t1", "sequenceNumber": 1, "commitTimestamp": 1767000000000,
                 "commitNumber": 1, "commitUser": "005000000000001AAA", "changedFields": []},
                 "Name": "x", "Favourite__c": "blue", "Absent__c": null}""";

        salesforce.take(bytes(change.formatted("Opportunity")), "changes");
        salesforce.take(bytes(change.formatted("Case")), "changes");

        assertThat(rows(salesforce)).containsExactlyInAnyOrder(
                Tuple.tuple("event_type", "/ChangeEventHeader/entityName", "Case", 1L),
                Tuple.tuple("field", "/Opportunity/Favourite__c", "", 1L));
    }

    private static TestConnectors partnerStack() {
        return new TestConnectors(new PartnerStackVendor(), Map.of("c.account", "acme"));
    }

    private static List<Tuple> rows(TestConnectors connectors) {
        return connectors.store.unknowns().of(connectors.connector().name()).stream()
                .map(row -> Tuple.tuple(row.kind(), row.place(), row.word(), row.count())).toList();
    }

    private static Collection<Object> places(TestConnectors connectors) {
        return connectors.store.unknowns().of(connectors.connector().name()).stream()
                .map(row -> (Object) row.place()).toList();
    }

    private static byte[] replaced(String file, String target, String replacement) {
        String text = new String(read(file), StandardCharsets.UTF_8);
        assertThat(text).contains(target);
        return bytes(text.replaceFirst(Pattern.quote(target), replacement));
    }

    private static byte[] read(String file) {
        return TestConnectors.read(file);
    }

    private static byte[] concat(byte[] body, String more) {
        return bytes(new String(body, StandardCharsets.UTF_8) + more);
    }

    private static String text(ConnectorStore.Stored stored) {
        return new String(stored.message().body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

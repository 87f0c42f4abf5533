package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.connector.hubspot.HubSpotVendor;
import io.dealledger.api.intake.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** HubSpot's webhooks, answers and exports on their way into the ledger. */
class HubSpotIT {
    private static final Map<String, String> SETTINGS = Map.of("c.account", "48000001", "c.crm.partner-labels",
            "55,56", "c.crm.currency", "EUR", "c.crm.fields.commission", "commission_credited_amount", "c.deal-type",
            "new_logo", "c.crm.zone", "Europe/Berlin");
    private static final String A = "hubspot:330222300011";

    private final TestConnectors hubspot = new TestConnectors(new HubSpotVendor(), SETTINGS);

    @Test
    void theMainDealIsToldFromItsCreationToItsSecondWin() {
        take("01", "02");
        take("15", "03", "04", "07", "08", "09", "10", "11", "12", "13", "16", "17", "18", "19", "39", "33", "40");

        assertThat(told(hubspot)).containsExactlyInAnyOrder(
                "2026-03-10T14:00:05.120Z opportunity.created hubspot:account-of:deal:332507300001 new_logo 71000001",
                "2026-03-10T14:00:05.120Z opportunity.account_changed hubspot:company:330222300001",
                "2026-03-10T14:00:05.120Z account.identified hubspot:company:330222300001",
                "2026-03-10T14:05:00Z registration.submitted " + A + " hubspot:company:330222300001",
                "2026-03-11T07:59:30.250Z registration.approved userId:61000003",
                "2026-03-11T08:30:00.640Z opportunity.amount_changed 120000 EUR",
                "2026-03-20T11:05:42.018Z opportunity.stage_changed contractsent",
                "2026-03-20T11:05:42.018Z opportunity.amount_changed 150000 EUR",
                "2026-03-20T11:05:42.018Z opportunity.qualified 150000 EUR",
                "2026-03-25T09:12:00.333Z opportunity.owner_changed 71000002",
                "2026-03-26T15:44:10.700Z opportunity.partner_tagged " + A,
                "2026-04-02T13:00:00Z cosell.activity " + A + " cosell_engaged",
                "2026-05-28T16:20:11.402Z opportunity.stage_changed closedwon",
                "2026-05-28T16:20:11.402Z opportunity.closed_won 150000 EUR",
                "2026-06-02T08:00:00.115Z opportunity.reopened",
                "2026-06-02T08:00:00.115Z opportunity.stage_changed contractsent",
                "2026-06-15T17:45:00.900Z opportunity.amount_changed 140000.5 EUR",
                "2026-06-15T17:45:00.900Z opportunity.stage_changed closedwon",
                "2026-06-15T17:45:00.900Z opportunity.closed_won 140000.5 EUR",
                "2026-06-30T22:00:00Z comp.credited 14000.05 EUR 71000002");
        assertThat(hubspot.intake.quarantined()).isEmpty();
    }

    @Test
    void theHistoriesOfTheDealTellWhatItsWebhooksTell() {
        take("01", "02", "15", "07", "08", "09", "10", "17", "18", "19");
        var read = new TestConnectors(new HubSpotVendor(), SETTINGS);

        read.takeTogether(List.of(TestConnectors.read("hubspot/api-deal-with-history.json")));

        assertThat(told(read)).containsExactlyInAnyOrderElementsOf(told(hubspot));
        take("21", "22", "23");
        hubspot.takeTogether(List.of(TestConnectors.read("hubspot/api-deal-with-history.json")));
        assertThat(told(hubspot)).containsExactlyInAnyOrderElementsOf(told(read));
    }

    @Test
    void otherDealsAreToldByWhatTheFixturesSayOfThem() {
        hubspot.takeTogether(List.of(TestConnectors.read("hubspot/api-deal-pipelines.json")));

        take("05", "06", "14", "20", "24", "25", "26", "27", "28", "30", "31", "32", "34", "35", "36", "37", "38", "42",
                "44");

        assertThat(told(hubspot)).containsExactlyInAnyOrder(
                "2026-03-11T08:03:00Z registration.rejected",
                "2026-04-14T09:00:00Z opportunity.owner_changed 71000002",
                "2026-04-20T12:00:00Z opportunity.stage_changed closedlost",
                "2026-04-20T12:00:00Z opportunity.closed_lost went with incumbent",
                "2026-07-01T10:00:00Z opportunity.deleted", "2026-07-01T10:05:00Z opportunity.restored",
                "2026-04-11T10:00:05.100Z opportunity.amount_changed 80000 EUR",
                "2026-04-11T10:00:05.900Z opportunity.amount_changed 90000 EUR",
                "2026-04-12T09:00:00Z opportunity.stage_changed qualifiedtobuy",
                "2026-04-12T09:00:00Z opportunity.qualified 90000 EUR",
                "2026-04-12T09:00:01Z opportunity.stage_changed decisionmakerboughtin",
                "2026-04-12T09:00:02Z opportunity.stage_changed contractsent",
                "2026-04-14T09:00:00Z opportunity.amount_changed 93000 EUR",
                "2026-04-22T09:00:00Z opportunity.amount_changed 93000 USD",
                "2026-04-24T06:00:00.200Z opportunity.amount_changed 93500 USD",
                "2026-06-01T00:00:12.004Z registration.expired",
                "2026-04-24T06:00:00Z opportunity.created hubspot:account-of:deal:332507300004 new_logo 45000 EUR"
                        + " 71000001",
                "2026-04-24T06:00:00Z opportunity.qualified 45000 EUR",
                "2026-05-02T09:00:00Z opportunity.stage_changed 1180000005",
                "2026-05-02T09:00:00Z opportunity.closed_won 45000 EUR",
                "2026-07-02T08:00:00Z opportunity.deleted merged into 332507300003",
                "2026-04-24T06:00:00.300Z account.identified hubspot:company:330222300011",
                "2026-06-21T09:00:00Z opportunity.created hubspot:account-of:deal:332507300005 new_logo",
                "2026-06-21T09:00:00.410Z opportunity.stage_changed closedwon");
        assertThat(problems()).as("a win without an amount").singleElement().asString().contains("amount");
    }

    @Nested
    class AMessage {
        @Test
        void ofAnotherAccountIsKeptForAPerson() {
            take("41");

            assertThat(hubspot.intake.statements()).isEmpty();
            assertThat(problems()).singleElement().asString().contains("portalId", "99999999", "48000001");
        }

        @Test
        void aboutAHundredDealsIsReadAsAHundred() {
            take("43");

            assertThat(hubspot.kinds()).hasSize(100).containsOnly("opportunity.owner_changed");
        }

        @Test
        void ofAStageThatNobodyKnowsIsKeptAndReadOnceThePipelinesAre() {
            take("42", "32");
            assertThat(hubspot.kinds()).doesNotContain("opportunity.closed_won");
            assertThat(problems()).singleElement().asString().contains("1180000005", "crm.stages");

            hubspot.takeTogether(List.of(TestConnectors.read("hubspot/api-deal-pipelines.json")));
            take("32");

            assertThat(hubspot.kinds()).contains("opportunity.closed_won");
        }

        @Test
        void saysTheSameInBothOfItsShapesAndWhicheverPartnerEvidenceComesFirst() {
            for (String first : List.of("12", "13")) {
                var other = new TestConnectors(new HubSpotVendor(), SETTINGS);
                take(other, List.of(first));
                take(other, List.of("11"));
                take(other, List.of("12"));
                take(other, List.of("13"));

                assertThat(told(other)).as(first)
                        .containsExactly("2026-03-26T15:44:10.700Z opportunity.partner_tagged " + A);
            }
        }

        @Test
        void cutShortIsKeptForAPerson() {
            byte[] whole = body("17");
            for (int length : List.of(1, 100, whole.length - 1)) {
                hubspot.takeTogether(List.of(Arrays.copyOf(whole, length)));
            }

            assertThat(hubspot.intake.statements()).isEmpty();
            assertThat(problems()).hasSize(3).allSatisfy(problem -> assertThat(problem).contains("not JSON"));
        }

        @Test
        void withALongTextIsReadAgainAndAgain() {
            String longest = new String(body("20"), StandardCharsets.UTF_8).replace("went with incumbent",
                    "\uD83D\uDE00x".repeat(5_000)).replace("userId:61000001", "");

            for (int i = 0; i < 2; i++) {
                hubspot.takeTogether(List.of(longest.getBytes(StandardCharsets.UTF_8), body("36")));
            }

            assertThat(hubspot.kinds()).containsExactlyInAnyOrder("opportunity.stage_changed",
                    "opportunity.closed_lost", "opportunity.deleted");
        }

        @Test
        void withOneEventThatCannotBeReadSaysTheOthers() {
            String spoilt = new String(body("19"), StandardCharsets.UTF_8).replace("140000.5", "a lot");

            hubspot.takeTogether(List.of(spoilt.getBytes(StandardCharsets.UTF_8)));

            assertThat(problems()).singleElement().asString().contains("propertyValue", "a lot", "1500.50");
            assertThat(hubspot.kinds()).containsExactly("opportunity.stage_changed");
        }
    }

    @Test
    void aPartnersAssociationIsTakenBack() {
        take("11", "12");
        String removed = new String(body("14"), StandardCharsets.UTF_8).replace("332507300003", "332507300001")
                .replace("330222300012", "330222300011");

        hubspot.takeTogether(List.of(removed.getBytes(StandardCharsets.UTF_8)));

        assertThat(told(hubspot)).contains("2026-04-01T10:00:00Z opportunity.partner_untagged " + A);
    }

    @Test
    void ofTwoAmountsInOneMillisecondOnlyAHistoryKnowsTheLast() {
        take("27");
        assertThat(hubspot.intake.statements()).isEmpty();

        hubspot.takeTogether(List.of("""
                {"id": "332507300003", "createdAt": "2026-02-15T09:00:00Z", "properties": {}, "propertiesWithHistory":
                 {"amount": [{"value": "91000", "timestamp": "2026-04-13T09:00:00Z"},
                             {"value": "92000", "timestamp": "2026-04-13T09:00:00Z"}]}}"""
                .getBytes(StandardCharsets.UTF_8)));

        assertThat(told(hubspot)).contains("2026-04-13T09:00:00Z opportunity.amount_changed 91000 EUR");
    }

    @Test
    void aStageWhoseMeaningChangesIsAQuestionAndFlipsNothing() {
        byte[] pipelines = TestConnectors.read("hubspot/api-deal-pipelines.json");
        hubspot.takeTogether(List.of(pipelines, body("42"), body("32")));
        int before = hubspot.kinds().size();

        hubspot.takeTogether(List.of(new String(pipelines, StandardCharsets.UTF_8).replace("\"1.0\"", "\"0.9\"")
                .getBytes(StandardCharsets.UTF_8)));
        take("32");

        assertThat(problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem).contains("what it was, won"));
        assertThat(hubspot.kinds()).hasSize(before);
    }

    @Test
    void bothSpellingsOfAnExportSayHowTheDealsStand() {
        for (String file : List.of("export-deals.csv", "export-deals-bom-semicolon.csv")) {
            var export = new TestConnectors(new HubSpotVendor(), SETTINGS);
            export.takeTogether(List.of(TestConnectors.read("hubspot/api-deal-pipelines.json")));

            export.take(file, "import");

            assertThat(told(export)).as(file).hasSize(19).contains(
                    "2026-03-10T14:00:00Z opportunity.created hubspot:company:330222300001 new_logo 140000.5 EUR Account"
                            + " Exec Two",
                    "2026-06-15T17:45:00Z opportunity.closed_won 140000.5 EUR",
                    "2026-04-20T12:00:00Z opportunity.closed_lost",
                    "2026-05-03T09:00:00Z opportunity.closed_won 45000 EUR",
                    "2026-06-30T22:00:00Z registration.approved hubspot:48000001");
        }
    }

    @Test
    void anExportAddsNothingToWhatTheWebhooksTold() {
        take("01", "02", "15", "03", "04", "07", "08", "09", "10", "17", "18", "19");
        List<String> before = told(hubspot);

        hubspot.take("export-deals.csv", "import");

        assertThat(told(hubspot).stream().filter(line -> line.contains("140000.5")).toList())
                .isEqualTo(before.stream().filter(line -> line.contains("140000.5")).toList());
    }

    @Test
    void anyOrderAndAnyRepetitionEndsInTheSame() {
        List<String> files = List.of("01", "02", "15", "07", "08", "09", "10", "12", "13", "16", "18", "24", "25", "26",
                "36", "37", "40");
        take(hubspot, files);
        for (long seed = 1; seed <= 8; seed++) {
            var shuffled = new TestConnectors(new HubSpotVendor(), SETTINGS);
            var deliveries = new ArrayList<>(files);
            deliveries.addAll(files);
            Collections.shuffle(deliveries, new Random(seed));

            deliveries.forEach(number -> take(shuffled, List.of(number)));

            assertThat(new HashSet<>(told(shuffled))).as("seed %d", seed).containsAll(told(hubspot).stream()
                    .filter(line -> !line.contains("opportunity.created")).toList());
            assertThat(shuffled.intake.quarantined()).isEmpty();
        }
    }

    private List<String> problems() {
        return hubspot.intake.quarantined().stream().map(Delivery::reading).map(Delivery.Unread.class::cast)
                .map(unread -> unread.problems().getFirst().sentence()).toList();
    }

    /** When, what, and what it is about, in few words. */
    private static List<String> told(TestConnectors connectors) {
        return connectors.intake.statements().stream().map(statement -> Stream.concat(
                Stream.of(statement.occurredAt().toString(), statement.kind()),
                Stream.of("partner_id", "account_id", "expected_amount", "approved_by", "deal_type", "amount",
                        "new_amount", "currency", "owner_ae", "ae_id", "stage", "activity", "reason")
                        .map(statement.data()::get).filter(value -> value != null).map(String::valueOf))
                .reduce((a, b) -> a + " " + b).orElseThrow()).toList();
    }

    private void take(String... numbers) {
        take(hubspot, List.of(numbers));
    }

    /** As one, as messages are that came close together. */
    private static void take(TestConnectors to, List<String> numbers) {
        to.takeTogether(numbers.stream().map(HubSpotIT::body).toList());
    }

    private static byte[] body(String number) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/connectors/hubspot"))) {
            return TestConnectors.read("hubspot/" + files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(number + "-")).findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

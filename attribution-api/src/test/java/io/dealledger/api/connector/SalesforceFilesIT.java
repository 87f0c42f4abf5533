package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.api.connector.salesforce.SalesforceVendor;
import io.dealledger.fact.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Salesforce's records as they stood: exported, reported, or pushed by an org that publishes no changes. */
class SalesforceFilesIT {
    private static final String ORG = "00DKx0000000001MAA";
    private static final String BULK = "bulk-queryall-results-opportunities.csv";
    private static final String FILE = "import";

    private final TestConnectors salesforce = new TestConnectors(new SalesforceVendor(), Map.of("c.account", ORG));

    @Test
    void anExportTellsEachDealsLifeAsFarAsItShows() {
        salesforce.take(BULK, FILE);

        assertThat(deal("006Kx000001Opp1IAC")).containsExactly(
                "opportunity.created 2026-03-10T14:00:05Z new_logo 140000.50 EUR",
                "opportunity.partner_tagged 2026-06-20T09:00:00Z salesforce:001Kx000001PrtAIAS",
                "opportunity.closed_won 2026-06-15T00:00:00Z 140000.50 EUR");
        assertThat(deal("006Kx000001Opp2IAC")).containsExactly(
                "opportunity.created 2026-02-01T09:00:00Z new_logo 60000.00 USD",
                "opportunity.partner_tagged 2026-07-01T10:05:00Z salesforce:001Kx000001PrtBIAS",
                "opportunity.closed_lost 2026-04-20T00:00:00Z");
        assertThat(deal("006Kx000001Opp3IAC")).containsExactly("opportunity.created 2026-02-15T09:00:00Z new_logo");
        assertThat(deal("006Kx000001Opp4IAC")).as("its close date lies before it was created").containsExactly(
                "opportunity.created 2026-06-21T09:00:00Z expansion 9900.00 USD",
                "opportunity.closed_won 2026-06-21T09:00:00Z 9900.00 USD");
        assertThat(deal("006Kx000001oPP1IAM")).containsExactly(
                "opportunity.created 2026-04-18T02:30:00Z new_logo 1000.00 EUR");
        assertThat(deal("006Kx000001Opp6IAC")).containsExactly(
                "opportunity.created 2026-03-01T09:00:00Z new_logo 500.00 USD",
                "opportunity.deleted 2026-04-18T02:00:00Z");
        assertThat(salesforce.intake.statements()).extracting(each -> each.data().get("note"))
                .allSatisfy(note -> assertThat(note).asString().startsWith("inferred from how the record stood at "));
        assertThat(salesforce.intake.quarantined()).isEmpty();
    }

    @Test
    void dataLoadersFileSaysTheSameAndNothingTwice() {
        salesforce.take(BULK, FILE);
        List<Statement> told = salesforce.intake.statements();

        Report report = salesforce.take("dataloader-export-opportunities.csv", FILE);

        assertThat(report.records()).hasSize(5).extracting(Report.Line::outcome).containsOnly(RecordOutcome.DUPLICATE);
        assertThat(salesforce.intake.statements()).isEqualTo(told);
    }

    @Test
    void anExportAddsNothingToWhatItsChangesHaveTold() {
        for (String change : List.of("05-lead-converted-opportunity-created", "06-amount-set",
                "07-stage-and-amount-changed", "08-owner-changed", "09-partner-tagged-custom-lookup", "12-closed-won",
                "13-reopened", "14-closed-won-again-lower-amount")) {
            salesforce.take(change + ".json", "changes");
        }
        List<String> told = deal("006Kx000001Opp1IAC");

        salesforce.take(BULK, FILE);

        assertThat(deal("006Kx000001Opp1IAC")).isEqualTo(told);
    }

    @Test
    void aReportIsReadWithItsLabelsToItsFirstEmptyLine() {
        Report report = salesforce.take("report-export-opportunities.csv", FILE);

        assertThat(report.records()).hasSize(4).extracting(Report.Line::outcome).containsOnly(RecordOutcome.FACTS);
        assertThat(deal("006Kx000001Opp1IAC")).containsExactly(
                "opportunity.created 2026-03-10T00:00:00Z new_logo 140000.50 EUR",
                "opportunity.closed_won 2026-06-15T00:00:00Z 140000.50 EUR");
        assertThat(deal("006Kx000001oPP1IAM")).containsExactly(
                "opportunity.created 2026-04-18T00:00:00Z new_logo 1000.00 EUR");
    }

    @Test
    void aReportIsReadInItsOwnLanguage() {
        var german = new TestConnectors(new SalesforceVendor(), Map.of("c.account", ORG, "c.crm.locale", "de-DE",
                "c.crm.columns.[Partnerkonto]", "Primary_Partner__c", "c.crm.columns.[Opportunity-ID]", "Id",
                "c.crm.columns.[Phase]", "StageName", "c.crm.columns.[Betrag]", "Amount", "c.crm.columns.[Angelegt]",
                "CreatedDate", "c.crm.columns.[Schlusstermin]", "CloseDate", "c.crm.currency", "EUR", "c.deal-type",
                "new_logo"));

        german.take("""
                "Opportunity-ID";"Phase";"Betrag";"Angelegt";"Schlusstermin";"Partnerkonto"
                "006Kx000001Opp1";"Closed Won";"140.000,50";"10.3.2026";"15.06.2026";"001Kx000001PrtA"
                """.getBytes(StandardCharsets.UTF_8), FILE);

        assertThat(german.intake.statements()).extracting(SalesforceFilesIT::told).containsExactly(
                "opportunity.created 2026-03-10T00:00:00Z new_logo 140000.50 EUR",
                "opportunity.partner_tagged 2026-07-10T08:00:00Z salesforce:001Kx000001PrtAIAS",
                "opportunity.closed_won 2026-06-15T00:00:00Z 140000.50 EUR");
    }

    @Test
    void aFileWithoutIdsIsRefusedAsAWhole() {
        Report report = salesforce.take("\"Opportunity Name\",\"Amount\"\n\"A\",\"1\"\n\"B\",\"2\"\n".getBytes(
                StandardCharsets.UTF_8), FILE);

        assertThat(report.records()).singleElement().extracting(Report.Line::problem).asString()
                .contains("Opportunity Name, Amount", "a column with the records' ids");
    }

    @Nested
    class ABadRow {
        @Test
        void ofAnIdWhoseCaseASpreadsheetChangedIsKeptForAPerson() {
            assertThat(problems("\"006KX000001OPP1IAC\",\"Closed Won\",\"1\"")).containsExactly(
                    "/Id is \"006KX000001OPP1IAC\"; accepted: a Salesforce id of 15 or 18 characters");
        }

        @Test
        void doesNotStopTheOthers() {
            assertThat(problems("\"006Kx000001Opp1IAC\",\"Closed Won\",\"much\"", "\"006Kx000001Opp2IAC\",\"Open\"",
                    "\"006Kx000001Opp3IAC\",\"Open\",\"\"")).containsExactly(
                            "/Amount is \"much\"; accepted: an amount such as 1500.50",
                            "(row) is 2 cells; accepted: as many as there are headings: 3");
            assertThat(salesforce.intake.quarantined()).as("of the last row too, whose type nobody tells").hasSize(3);
        }

        @Test
        void thatWasCutOffIsNoSmallerAmount() {
            String file = new String(TestConnectors.read("salesforce/" + BULK), StandardCharsets.UTF_8);
            int cut = file.indexOf("\"140000.5\"") + "\"1400".length();

            Report report = salesforce.take(file.substring(0, cut).getBytes(StandardCharsets.UTF_8), FILE);

            assertThat(report.records()).extracting(Report.Line::outcome).containsExactly(RecordOutcome.QUARANTINED);
        }

        private List<String> problems(String... rows) {
            return salesforce.take(("\"Id\",\"StageName\",\"Amount\"\n" + String.join("\n", rows)).getBytes(
                    StandardCharsets.UTF_8), FILE).records().stream().map(Report.Line::problem)
                    .filter(problem -> problem != null).toList();
        }
    }

    @Nested
    class AnOutboundMessage {
        private final byte[] body = TestConnectors.read("salesforce/outbound-message-closed-won.xml");

        @Test
        void tellsHowEachOfItsRecordsStood() {
            Report report = salesforce.take(body, "changes");

            assertThat(report.records()).extracting(Report.Line::record, Report.Line::outcome).containsExactly(
                    tuple("006Kx000001Opp1IAC", RecordOutcome.FACTS), tuple("006Kx000001Opp2IAC",
                            RecordOutcome.FACTS));
            assertThat(deal("006Kx000001Opp1IAC")).contains(
                    "opportunity.closed_won 2026-05-28T16:20:11Z 150000.00 EUR");
            assertThat(deal("006Kx000001Opp2IAC")).contains("opportunity.closed_lost 2026-05-28T16:20:11Z");
        }

        @Test
        void isADuplicateHoweverOftenItIsSent() {
            salesforce.take(body, "changes");
            List<Statement> told = salesforce.intake.statements();

            Report again = salesforce.take(new String(body, StandardCharsets.UTF_8).replace("04lKx000001Ntf1IAC",
                    "04lKx000001Ntf9IAC").getBytes(StandardCharsets.UTF_8), "changes");

            assertThat(again.records()).extracting(Report.Line::outcome).containsOnly(RecordOutcome.DUPLICATE);
            assertThat(salesforce.intake.statements()).isEqualTo(told);
        }

        @Test
        void ofAnotherOrgIsKeptForAPerson() {
            salesforce.take(new String(body, StandardCharsets.UTF_8).replace(ORG, "00DKx0000000002MAA").getBytes(
                    StandardCharsets.UTF_8), "changes");

            assertThat(salesforce.intake.statements()).isEmpty();
            assertThat(salesforce.intake.quarantined()).hasSize(1);
        }

        @Test
        void thatWouldHaveUsReadAFileIsKeptForAPerson() {
            String evil = new String(body, StandardCharsets.UTF_8).replace("?>",
                    "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>").replace("Closed Won", "&e;");

            Report report = salesforce.take(evil.getBytes(StandardCharsets.UTF_8), "changes");

            assertThat(report.records()).singleElement().extracting(Report.Line::problem).asString()
                    .contains("a document type");
        }

        @Test
        void thatIsCutOffAnywhereSaysNothing() {
            for (int length = 20; length < body.length - 2; length += 97) {
                salesforce.take(Arrays.copyOf(body, length), "changes");
            }

            assertThat(salesforce.intake.statements()).isEmpty();
            assertThat(salesforce.intake.quarantined()).isNotEmpty();
        }
    }

    private List<String> deal(String id) {
        return salesforce.intake.statements().stream().filter(each -> id.equals(each.data().get("opportunity_id")))
                .map(SalesforceFilesIT::told).toList();
    }

    private static String told(Statement statement) {
        Set<String> members = Set.of("deal_type", "amount", "currency", "partner_id");
        return statement.kind() + " " + statement.occurredAt() + statement.data().entrySet().stream()
                .filter(member -> members.contains(member.getKey())).sorted(
                        Map.Entry.comparingByKey((a, b) -> order(a) - order(b)))
                .map(member -> " " + member.getValue()).collect(Collectors.joining());
    }

    private static int order(String member) {
        return List.of("partner_id", "deal_type", "amount", "currency").indexOf(member);
    }
}

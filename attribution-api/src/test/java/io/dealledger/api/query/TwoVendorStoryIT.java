package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deal told by two systems in their own words, posted to their own addresses: one sourced deal in the share. */
class TwoVendorStoryIT {
    private static final Path FIXTURES = Path.of("src/test/resources/connectors");
    private static final String OPPORTUNITY = "006EX0000000001YAA";

    @Test
    void aPartnerStackRegistrationAndItsSalesforceOpportunityAreOneSourcedDeal() throws IOException {
        try (var ledger = new LiveProgram("--ledger.connectors.partnerstack.account=acme",
                "--ledger.connectors.salesforce.account=00D1")) {
            ledger.at(Instant.parse("2026-01-01T00:00:00Z")).post("finance", "fx-1", "fx.rate_published",
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Map.of("base", "EUR", "quote", "USD", "rate", "1.10", "effective_date", "2026-01-01"));
            partnerStack(ledger.at(Instant.parse("2026-01-12T15:05:00Z")), "02-deal_created-submitted.json");
            partnerStack(ledger.at(Instant.parse("2026-01-14T09:31:00Z")), "03-deal_updated-approved.json");
            salesforce(ledger.at(Instant.parse("2026-03-10T14:01:00Z")), "cometd-created.json");
            salesforce(ledger, "06-amount-set.json");
            salesforce(ledger, "07-stage-and-amount-changed.json");
            partnerStack(ledger.at(Instant.parse("2026-04-20T08:16:00Z")),
                    "06-deal_updated-converted-to-opportunity.json");
            salesforce(ledger.at(Instant.parse("2026-05-28T16:21:00Z")), "cometd-closed-won.json");

            var decision = ledger.ask("/v1/opportunities/" + OPPORTUNITY + "/attribution");
            assertThat(decision).containsEntry("tag", "sourced").containsEntry("amount", "150000.00")
                    .containsEntry("sourced_by", List.of("partnerstack:examplereseller1"));
            var week = LiveProgram.object(LiveProgram.list(
                    ledger.ask("/v1/share", "to", "2026-W22", "weeks", "1"), "weekly").getFirst());
            assertThat(week).containsEntry("sourced", "165000.00").containsEntry("total", "165000.00")
                    .containsEntry("share", "1.000000");
        }
    }

    private static void partnerStack(LiveProgram ledger, String fixture) throws IOException {
        post(ledger, "/v1/connectors/partnerstack/webhook",
                Files.readString(FIXTURES.resolve("partnerstack/" + fixture)));
    }

    /** The fixtures tell of two companies' deals; here they are one. */
    private static void salesforce(LiveProgram ledger, String fixture) throws IOException {
        post(ledger, "/v1/connectors/salesforce/changes", Files.readString(FIXTURES.resolve("salesforce/" + fixture))
                .replace("006Kx000001Opp1IAC", OPPORTUNITY).replace("001Kx000001CustIAC", "001EX0000000001YAA"));
    }

    private static void post(LiveProgram ledger, String path, String message) {
        var answer = ledger.post(path, "application/json", message);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json()).as(answer.body()).containsEntry("quarantined", BigDecimal.ZERO);
    }
}

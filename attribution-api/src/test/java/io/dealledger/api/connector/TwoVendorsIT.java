package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.connector.salesforce.SalesforceVendor;
import io.dealledger.fact.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A registration tool knows customers by their domain, a CRM by its own ids: they meet where both name one opportunity. */
class TwoVendorsIT {
    private final TestConnectors both = new TestConnectors(new PartnerStackVendor(), Map.of("c.account", "acme"));
    private final Connector salesforce = TestConnectors.connector(new SalesforceVendor(), Map.of("c.account", "00D1"));

    @Test
    void theAccountsAreOneOnceBothNameTheOpportunity() {
        both.take("02-deal_created-submitted.json", "webhook");
        both.take(salesforce, created("006EX0000000001YAA", "001EX0000000001YAA", 1), "changes");
        assertThat(merges()).isEmpty();

        both.take("06-deal_updated-converted-to-opportunity.json", "webhook");

        assertThat(merges()).singleElement().satisfies(merge -> {
            assertThat(merge.data()).containsEntry("from", "salesforce:001EX0000000001YAA")
                    .containsEntry("into", "domain:manufacturing.example.com");
            assertThat(merge.occurredAt()).isEqualTo("2026-04-20T08:15:00Z");
        });
    }

    @Test
    void itDoesNotMatterWhoSpeaksFirst() {
        both.take("02-deal_created-submitted.json", "webhook");
        both.take("06-deal_updated-converted-to-opportunity.json", "webhook");

        both.take(salesforce, created("006EX0000000001YAA", "001EX0000000001YAA", 1), "changes");

        assertThat(merges()).singleElement().satisfies(merge -> assertThat(merge.data())
                .containsEntry("from", "salesforce:001EX0000000001YAA")
                .containsEntry("into", "domain:manufacturing.example.com"));
    }

    @Test
    void aSecondAccountOfTheCrmUnderOneDomainIsAQuestion() {
        both.take("06-deal_updated-converted-to-opportunity.json", "webhook");
        both.take(salesforce, created("006EX0000000001YAA", "001EX0000000001YAA", 1), "changes");
        byte[] other = new String(TestConnectors.read("partnerstack/06-deal_updated-converted-to-opportunity.json"),
                StandardCharsets.UTF_8).replace("deal_exampleAAAA0001", "deal_exampleFFFF0006")
                .replace("006EX0000000001YAA", "006EX0000000002YAA").getBytes(StandardCharsets.UTF_8);
        both.take(other, "webhook");

        both.take(salesforce, created("006EX0000000002YAA", "001EX0000000002YAA", 2), "changes");

        assertThat(merges()).hasSize(1);
        assertThat(both.intake.quarantined()).isEmpty();
        assertThat(new JdbcTemplate(both.database()).queryForList("""
                SELECT from_key || ' ' || into_key || ' ' || words FROM matching.match JOIN matching.match_reason
                ON match_id = id WHERE code = 'shared_id'""", String.class)).singleElement().asString().contains(
                "salesforce:001EX0000000002YAA domain:manufacturing.example.com",
                "salesforce:001EX0000000001YAA goes with");
    }

    private List<Statement> merges() {
        return both.intake.statements().stream().filter(each -> each.kind().equals("account.merged")).toList();
    }

    private static byte[] created(String opportunity, String account, int sequence) {
        return new String(TestConnectors.read("salesforce/cometd-created.json"), StandardCharsets.UTF_8)
                .replace("006Kx000001Opp1IAC", opportunity).replace("001Kx000001CustIAC", account)
                .replace("\"sequenceNumber\": 3", "\"sequenceNumber\": " + sequence).getBytes(StandardCharsets.UTF_8);
    }
}

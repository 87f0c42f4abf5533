package io.dealledger.api.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealledger.api.query.LiveProgram;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A registration tool and a CRM speak of one customer under two ids, and only their names are alike. */
class MatchIT {
    private static final LiveProgram PROGRAM = new LiveProgram("--ledger.connectors.salesforce.crm.currency=EUR",
            "--ledger.connectors.salesforce.deal-type=new_logo", "--ledger.connectors.prm.vendor=salesforce",
            "--ledger.seal.sign=false");
    private static final Instant TOLD = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant DECIDED = Instant.parse("2026-06-01T08:00:00Z");

    @AfterAll
    static void close() {
        PROGRAM.close();
    }

    @Test
    void decidedToBeOneTheyAreOneFromTheFirstDayAndKeepWhenEachWasHeardOf() {
        PROGRAM.at(TOLD);
        tells("Alpha Industries GmbH", "domain:alpha.example", "001Kx000001CustIAC", "ALPHA Industries");
        Map<String, @Nullable Object> match = only("domain:alpha.example");
        assertThat(match).containsEntry("status", "open").containsEntry("score", "0.50");
        assertThat(account(match, "from")).isEqualTo("salesforce:001Kx000001CustIAC");
        assertThat(LiveProgram.list(match, "reasons")).singleElement().asString().contains("same_name",
                "Alpha Industries GmbH", "ALPHA Industries");

        PROGRAM.at(DECIDED);
        Map<String, @Nullable Object> decided = decide(match, "same", "pat", null, 200);

        assertThat(LiveProgram.object(decided.get("fact"))).containsEntry("outcome", "accepted")
                .containsEntry("source", "ledger:matches");
        assertThat(timeline("domain:alpha.example", "recorded_at")).contains(
                tuple("registration.submitted", "2026-05-01T08:00:00Z"),
                tuple("opportunity.created", "2026-05-01T08:00:00Z"),
                tuple("account.merged", "2026-06-01T08:00:00Z"));
        assertThat(only("domain:alpha.example")).containsEntry("status", "decided");
        assertThat(decide(match, "same", "pat", null, 200)).as("said again").isNotEmpty();
        assertThat(decide(match, "different", "pat", "other street", 409)).containsEntry("type",
                "/problems/match-decided");
    }

    @Test
    void decidedToBeTwoTheyStayTwoAndAreNotAskedAboutAgain() {
        PROGRAM.at(TOLD);
        tells("Beta Foods", "domain:beta.example", "001Kx000001CusBIAS", "Beta Foods Ltd");
        Map<String, @Nullable Object> match = only("domain:beta.example");
        assertThat(decide(match, "different", "pat", null, 400)).containsEntry("path", "reason");

        decide(match, "different", "pat", "another country, another company", 200);
        tells("Beta Foods", "domain:beta.example", "001Kx000001CusBIAS", "Beta Foods Limited");

        assertThat(only("domain:beta.example")).containsEntry("status", "decided");
        assertThat(timeline("domain:beta.example", "fact_id")).extracting(each -> each.toList().getFirst())
                .contains("registration.submitted", "account.unmerged").doesNotContain("opportunity.created");
    }

    @Test
    void whatAFactHasUnitedIsNoQuestionAnyMore() {
        PROGRAM.at(TOLD);
        tells("Gamma Works", "domain:gamma.example", "001Kx000001CusCIAS", "Gamma Works");
        assertThat(only("domain:gamma.example")).containsEntry("status", "open");

        PROGRAM.post("crm-admin", "m1", "account.merged", TOLD, Map.of("from", "salesforce:001Kx000001CusCIAS", "into",
                "domain:gamma.example"));

        Map<String, @Nullable Object> settled = only("domain:gamma.example");
        assertThat(settled).containsEntry("status", "decided");
        assertThat(LiveProgram.object(settled.get("ruling"))).containsEntry("decided_by", null);
        assertThat(decide(settled, "different", "pat", "no", 409)).containsEntry("value", "different");
    }

    @Test
    void theListComesInPages() {
        PROGRAM.at(TOLD);
        tells("Delta Sea", "domain:delta.example", "001Kx000001CusDIAS", "Delta Sea");
        tells("Epsilon Air", "domain:epsilon.example", "001Kx000001CusEIAS", "Epsilon Air");

        Map<String, @Nullable Object> first = list("limit", "1");
        Map<String, @Nullable Object> second = list("limit", "1", "cursor", String.valueOf(first.get("next_cursor")));

        assertThat(LiveProgram.list(first, "matches")).hasSize(1);
        assertThat(LiveProgram.list(second, "matches")).hasSize(1).isNotEqualTo(LiveProgram.list(first, "matches"));
        assertThat(PROGRAM.get("/v1/matches", "status", "maybe").json()).containsEntry("accepted", "open, decided");
    }

    /** A partner registers the customer by its domain, and the CRM has a deal with its own account of it. */
    private static void tells(String registered, String domain, String crmAccount, String crmName) {
        String bare = domain.substring("domain:".length());
        String partner = "001Kx000001PrtAIAS";
        take("prm", "Id,Company,Website,Registering_Partner__c,Registration_Status__c,CreatedDate,SystemModstamp\n"
                + lead(crmAccount) + "," + registered + "," + bare + "," + partner
                + ",Submitted,2026-03-02T09:00:00.000Z,2026-03-02T09:00:00.000Z\n");
        take("salesforce", "Id,Name,SystemModstamp\n" + crmAccount + "," + crmName + ",2026-03-03T09:00:00.000Z\n");
        take("salesforce", "Id,AccountId,StageName,Amount,CreatedDate,SystemModstamp\n" + deal(crmAccount) + ","
                + crmAccount
                + ",Prospecting,100.0,2026-03-04T09:00:00.000Z,2026-03-04T09:00:00.000Z\n");
    }

    private static String lead(String crmAccount) {
        return "00Q" + crmAccount.substring(3, 15);
    }

    private static String deal(String crmAccount) {
        return "006" + crmAccount.substring(3, 15);
    }

    private static void take(String connector, String file) {
        LiveProgram.Answer answer = PROGRAM.post("/v1/connectors/" + connector + "/export/files?again=true",
                "text/csv", file);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(":\"quarantined\"");
    }

    private static Map<String, @Nullable Object> only(String account) {
        List<?> matches = LiveProgram.list(list("account", account), "matches");
        assertThat(matches).hasSize(1);
        return LiveProgram.object(matches.getFirst());
    }

    private static Map<String, @Nullable Object> list(String... parameters) {
        LiveProgram.Answer answer = PROGRAM.get("/v1/matches", parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String account(Map<String, @Nullable Object> match, String member) {
        return String.valueOf(LiveProgram.object(match.get(member)).get("account_id"));
    }

    private static Map<String, @Nullable Object> decide(Map<String, @Nullable Object> match, String decision,
            String by, @Nullable String reason, int status) {
        LiveProgram.Answer answer = PROGRAM.post("/v1/matches/" + match.get("id") + "/decision", "application/json",
                CanonicalJson.write(reason == null
                        ? Map.of("decision", decision, "by", by)
                        : Map.of("decision", decision, "by", by, "reason", reason)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    private static List<Tuple> timeline(String account, String member) {
        Function<Object, Tuple> row = fact -> tuple(LiveProgram.object(fact).get("kind"),
                LiveProgram.object(fact).get(member));
        return LiveProgram.list(PROGRAM.ask("/v1/accounts/" + account + "/timeline"), "facts").stream()
                .map(Objects::requireNonNull).map(row).toList();
    }
}

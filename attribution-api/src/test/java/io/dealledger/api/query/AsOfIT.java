package io.dealledger.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.GeneratedHistory;
import io.dealledger.chance.Chance;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every read model that takes an as_of: what was answered once is answered for ever, to the byte. */
class AsOfIT {
    private static final int LATER = 1_000;
    private static final Map<String, String> IDS = new TreeMap<>(Map.of("/v1/opportunities/{id}/attribution", "S3",
            "/v1/accounts/{id}/timeline", "A3", "/v1/partners/{id}/production", "P1", "/v1/disputes/{id}", "DSP"));
    /** What callers rely on, beside what is not a read model. */
    private static final List<String> PROMISED = List.of("/v1/share", "/v1/pipeline-share", "/v1/verdict",
            "/v1/parity", "/v1/partners", "/v1/partners/{id}/production", "/v1/economics", "/v1/coverage",
            "/v1/scorecard", "/v1/opportunities/{id}/attribution", "/v1/accounts/{id}/timeline", "/v1/restatements",
            "/v1/disputes", "/v1/disputes/{id}");
    /** Numbers of a company: each says what was counted, under which policy, as of when. */
    private static final List<String> NUMBERS = List.of("/v1/share", "/v1/pipeline-share", "/v1/verdict", "/v1/parity",
            "/v1/partners", "/v1/economics", "/v1/coverage", "/v1/scorecard");

    private static final LiveProgram PROGRAM = new LiveProgram();
    private static final HonestCompany COMPANY = new HonestCompany(PROGRAM);

    @BeforeAll
    static void live() {
        COMPANY.live();
        COMPANY.tell(HonestCompany.END.plusSeconds(1), "dispute.opened", "dispute_id", "DSP", "opportunity_id", "D3",
                "claimant", "P1", "claim", Map.of("tag", "sourced", "partner_id", "P1"));
        Map<String, @Nullable Object> refused = PROGRAM.post("test", "broken", "no.such", HonestCompany.END,
                Map.of());
        IDS.put("/v1/quarantine/{id}", String.valueOf(refused.get("quarantine_id")));
    }

    @AfterAll
    static void stop() {
        PROGRAM.close();
    }

    @Test
    void yesterdaysAnswersAreTheSameToTheByteAfterAThousandLaterFacts() {
        String asOf = "p" + PROGRAM.head();
        PROGRAM.at(HonestCompany.END.plus(Duration.ofDays(1)));
        String yesterday = HonestCompany.END.plus(Duration.ofHours(1)).toString();
        Map<String, String> answered = answers(asOf);
        Map<String, String> answeredByInstant = answers(yesterday);
        assertThat(answered.keySet()).containsAll(PROMISED);

        long seed = Chance.seed();
        tellMore(seed);

        answers(asOf).forEach((path, body) -> assertThat(body).as("%s, seed %d", path, seed)
                .isEqualTo(answered.get(path)));
        answers(yesterday).forEach((path, body) -> assertThat(body).as("%s, seed %d", path, seed)
                .isEqualTo(answeredByInstant.get(path)));
    }

    @Test
    void everyNumberNamesItsDefinitionItsPolicyAndItsMoment() {
        String asOf = "p" + PROGRAM.head();
        for (String path : NUMBERS) {
            Map<String, @Nullable Object> answer = PROGRAM.ask(path, "as_of", asOf, "policy", "v1", "definition",
                    "vendor_net.new_" + (path.equals("/v1/pipeline-share") ? "pipeline" : "revenue")
                            + ".iso_week.UTC.USD_dated");
            Map<String, @Nullable Object> about = answer.get("about") == null
                    ? answer
                    : LiveProgram.object(answer.get("about"));
            assertThat(about).as(path).containsKeys("definition", "as_of", "position").containsEntry("policy", "v1")
                    .containsEntry("what_if", true);
        }
    }

    @Test
    void whatCouldStillChangeIsRefused() {
        for (String path : readModels()) {
            LiveProgram.Answer answer = PROGRAM.get(address(path), "as_of", "2999-01-01T00:00:00Z");
            assertThat(answer.status()).as("%s: %s", path, answer.body()).isBetween(400, 499);
            assertThat(answer.body()).as(path).contains("2999-01-01T00:00:00Z");
        }
    }

    private static Map<String, String> answers(String asOf) {
        var answers = new TreeMap<String, String>();
        for (String path : readModels()) {
            LiveProgram.Answer answer = PROGRAM.get(address(path), "as_of", asOf);
            assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
            answers.put(path, answer.body());
        }
        return answers;
    }

    private static String address(String path) {
        return path.contains("{") ? path.replace("{id}", Objects.requireNonNull(IDS.get(path), path)) : path;
    }

    /** The addresses that take an as_of, as the service itself documents them. */
    private static List<String> readModels() {
        var found = new ArrayList<String>();
        LiveProgram.object(PROGRAM.get("/v3/api-docs").json().get("paths")).forEach((path, operations) -> {
            Object get = LiveProgram.object(operations).get("get");
            if (get != null && LiveProgram.object(get).get("parameters") instanceof List<?> parameters
                    && parameters.stream().anyMatch(each -> "as_of".equals(LiveProgram.object(each).get("name")))
                    && !path.startsWith("/v1/stream/") && !path.endsWith("/case-file")) {
                found.add(path);
            }
        });
        return found;
    }

    private static void tellMore(long seed) {
        var lines = new StringBuilder();
        int told = 0;
        for (int history = 0; told < LATER; history++) {
            for (RecordedFact fact : new GeneratedHistory(seed + history, "L" + history + "-").facts()) {
                lines.append(line(fact.statement())).append('\n');
                told++;
            }
        }
        COMPANY.tell(HonestCompany.END.plus(Duration.ofDays(2)), "dispute.resolved", "dispute_id", "DSP", "decision",
                Map.of("tag", "sourced", "partner_id", "P1"), "decided_by", "judge", "approved_by", "cfo", "evidence",
                List.of());
        LiveProgram.Answer answer = PROGRAM.post("/v1/facts", "application/x-ndjson", lines.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String line(Statement statement) {
        var event = new LinkedHashMap<String, @Nullable Object>();
        event.put("specversion", "1.0");
        event.put("source", statement.source());
        event.put("id", statement.id());
        event.put("type", "attribution." + statement.kind() + ".v1");
        event.put("time", statement.occurredAt().toString());
        event.put("data", statement.data());
        return CanonicalJson.write(event);
    }
}

package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.api.WebSlice;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Mapping documents over HTTP: put in force, corrected, refused, tried out. */
@SpringBootTest(classes = {WebSlice.class,
    ConnectorParts.class}, webEnvironment = WebEnvironment.RANDOM_PORT)
class MappingResourceIT {
    private static final String SHEET = "generic/01-canonical-template.csv";

    @LocalServerPort
    private int port;
    @Autowired
    private RecordingIntake intake;
    @Autowired
    private DataSource database;

    @AfterEach
    void forget() {
        intake.forget();
        new JdbcTemplate(database)
                .execute("TRUNCATE connectors.unknown, connectors.raw_message, connectors.record_state, "
                        + "connectors.account_evidence, connectors.account_match, connectors.mapping_in_force, "
                        + "connectors.message_part");
    }

    private final byte[] sheet = TestConnectors.read(SHEET);
    private final String shipped = new String(TestConnectors.read("generic/mapping.example.json"),
            StandardCharsets.UTF_8);

    @Test
    void aMappingPutInForceReadsFromTheNextMessageOnAndStandsOnEveryFact() {
        String other = shipped.replace("\"approved\":", "\"granted\":");
        Map<String, @Nullable Object> put = send("PUT", "made-up/mapping", bytes(other), 200);
        String version = String.valueOf(put.get("mapping"));

        post("made-up/import/files", bytes(new String(sheet, StandardCharsets.UTF_8).replace(",approved,",
                ",granted,")), 200);

        assertThat(intake.statements()).isNotEmpty();
        assertThat(intake.ways()).containsOnly("connector:made-up;mapping=" + version);
        assertThat(get("/v1/mappings/" + version)).isEqualTo(other);
        assertThat(get("/v1/connectors/made-up/mapping")).isEqualTo(other);
        assertThat(get("/v1/connectors")).contains("\"connector\":\"made-up\",\"source\":\"made-up:default\"");
    }

    @Test
    void aMappingThatIsCorrectedReadsTheSameFileAgain() {
        String wrong = shipped.replace("\"approved\":", "\"granted\":");
        send("PUT", "corrected/mapping", bytes(wrong), 200);
        assertThat(String.valueOf(post("corrected/import/files", sheet, 200).get("records")))
                .contains("quarantined");

        send("PUT", "corrected/mapping", bytes(shipped), 200);

        assertThat(post("corrected/import/files", sheet, 200)).containsEntry("imported_before", null);
        assertThat(post("corrected/import/files", sheet, 200).get("imported_before")).isNotNull();
    }

    @Test
    void aMappingThatDoesNotHoldTogetherIsRefusedWithThePlaceAndWhatWouldBeAccepted() {
        assertThat(send("PUT", "made-up/mapping", bytes(shipped.replace("\"csv\"", "\"xml\"")), 400))
                .containsEntry("type", "/problems/bad-mapping").containsEntry("path", "/input/format")
                .containsEntry("value", "\"xml\"").containsEntry("accepted", "one of \"json\", \"csv\"");
        assertThat(send("PUT", "salesforce/mapping", bytes(shipped), 400)).containsEntry("path", "connector");
    }

    @Test
    void aMappingIsTriedOutBeforeItIsInForce() {
        String version = String.valueOf(send("POST", "../mappings", bytes(shipped), 200).get("version"));

        Map<String, @Nullable Object> answer = post("nobody-yet/import/files?dry_run=true&mapping=" + version,
                sheet,
                200);

        assertThat(String.valueOf(answer.get("statements"))).contains("registration.submitted");
        assertThat(intake.statements()).isEmpty();
        assertThat(post("nobody-yet/import/files", sheet, 404)).containsEntry("type",
                "/problems/unknown-connector");
    }

    @Test
    void aMappingIsAllThatASystemNobodyHasHeardOfNeeds() throws IOException {
        send("PUT", "sparrow/mapping", example("sparrow.mapping.json"), 200);

        for (String message : List.of("1-opened.json", "2-amount.json", "3-won.json", "1-opened.json")) {
            post("sparrow/webhook", example(message), 200);
        }

        assertThat(intake.statements()).extracting(statement -> statement.kind()).containsExactly(
                "account.identified", "registration.submitted", "opportunity.created",
                "opportunity.amount_changed", "opportunity.qualified", "opportunity.closed_won");
        assertThat(intake.statements().getFirst().data()).containsEntry("account_id", "domain:bluebird.example");
        assertThat(intake.statements().get(1).data()).containsEntry("partner_id", "sparrow:REF-9");
        assertThat(intake.statements().getLast().data()).containsEntry("opportunity_id", "D-77")
                .containsEntry("amount", "52000.00").containsEntry("currency", "EUR");
        assertThat(intake.quarantined()).isEmpty();
    }

    @Test
    void whatHappensToADealBesidesItsAmountCanBeMappedToo() throws IOException {
        send("PUT", "sparrow/mapping", example("sparrow.mapping.json"), 200);
        String opened = new String(example("1-opened.json"), StandardCharsets.UTF_8);
        post("sparrow/webhook", bytes(opened), 200);
        intake.forget();

        post("sparrow/webhook", bytes(opened.replace("\"mara\"", "\"noor\"").replace("1768212245000",
                "1768212245001")), 200);
        post("sparrow/webhook", bytes(opened.replace("\"mara\"", "\"noor\"").replace("Working", "Dropped")
                .replace("1768212245000", "1768212245002")), 200);
        post("sparrow/webhook", bytes(opened.replace("\"mara\"", "\"noor\"").replace("Working", "Offer")
                .replace("1768212245000", "1768212245003")), 200);

        assertThat(intake.statements()).extracting(statement -> statement.kind()).containsExactly(
                "opportunity.owner_changed", "opportunity.closed_lost", "opportunity.reopened",
                "opportunity.qualified");
        assertThat(intake.statements().getFirst().data()).containsEntry("owner_ae", "noor");
        assertThat(intake.quarantined()).isEmpty();
    }

    @Test
    void aMappingThatLacksAWordKeepsTheMessageUntilTheWordIsThere() throws IOException {
        String mapping = new String(example("sparrow.mapping.json"), StandardCharsets.UTF_8);
        byte[] parked = bytes(new String(example("1-opened.json"), StandardCharsets.UTF_8).replace("Working",
                "Parked"));
        send("PUT", "sparrow/mapping", bytes(mapping), 200);
        post("sparrow/webhook", parked, 200);
        assertThat(intake.quarantined()).hasSize(1);
        assertThat(intake.statements()).isEmpty();

        send("PUT", "sparrow/mapping", bytes(mapping.replace("\"working\"", "\"parked\": \"OPEN\", \"working\"")),
                200);
        post("sparrow/webhook/again?since=2026-01-01T00:00:00Z", bytes("-"), 200);

        assertThat(intake.statements()).extracting(statement -> statement.kind())
                .contains("opportunity.created");
    }

    private byte[] example(String file) throws IOException {
        return Files.readAllBytes(Path.of("..", "deploy", "docs", "connectors", "example", file));
    }

    private byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, @Nullable Object> post(String path, byte[] body, int status, String... headers) {
        return send("POST", path, body, status, headers);
    }

    private String get(String path) {
        return new AskedOverHttp(port).text("GET", path, new byte[0], 200);
    }

    private Map<String, @Nullable Object> send(String method, String path, byte[] body, int status,
            String... headers) {
        return new AskedOverHttp(port).send(method, path, body, status, headers);
    }
}

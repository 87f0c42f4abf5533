package io.dealledger.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.WebSlice;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Rereading;
import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The connectors' addresses, asked over HTTP. */
@SpringBootTest(classes = {WebSlice.class,
    ConnectorParts.class}, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "ledger.connectors.partnerstack.account=acme",
        "ledger.connectors.behind-a-secret.vendor=partnerstack",
        "ledger.connectors.behind-a-secret.secret=long-and-random",
        "ledger.connectors.hubspot-signed.vendor=hubspot",
        "ledger.connectors.hubspot-signed.signature.secret=00000000-aaaa-4bbb-8ccc-ddddeeeeffff",
        "ledger.connectors.hubspot-signed.signature.url=https://ledger.example.com/hooks/hubspot",
        "ledger.connectors.signed.vendor=partnerstack",
        "ledger.connectors.signed.signature.header=X-PartnerStack-Signature",
        "ledger.connectors.signed.signature.secret=partnerstack-example-secret",
        "ledger.connectors.sheet.mapping=src/test/resources/connectors/generic/mapping.example.json",
        "ledger.connectors.sheet.deal-type=new_logo"})
class ConnectorResourceIT {
    private static final String DEAL = "partnerstack/02-deal_created-submitted.json";
    private static final String SHEET = "generic/01-canonical-template.csv";

    @LocalServerPort
    private int port;
    @Autowired
    private RecordingIntake intake;
    @Autowired
    private RecordRereader rereader;
    @Autowired
    private DataSource database;
    @Autowired
    private Connectors connectors;
    @Autowired
    private ConnectorService service;
    @Autowired
    private ConnectorStore store;

    @AfterEach
    void forget() {
        intake.forget();
        new JdbcTemplate(database)
                .execute("TRUNCATE connectors.unknown, connectors.raw_message, connectors.record_state, "
                        + "connectors.account_evidence, connectors.account_match, connectors.mapping_in_force, "
                        + "connectors.message_part");
    }

    @Test
    void whatNothingReadsIsListed() {
        post("partnerstack/webhook", TestConnectors.read(DEAL), 200);

        Map<String, @Nullable Object> answer = new AskedOverHttp(port).get("partnerstack/unknown", 200);

        assertThat(answer).containsEntry("connector", "partnerstack");
        assertThat(list(answer, "unknown")).anySatisfy(row -> assertThat(row)
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("kind", "field").containsEntry("place", "/close_date").containsEntry("count", number(1))
                .containsKeys("first_seen", "last_seen", "message"));
        assertThat(new AskedOverHttp(port).get("nobodys/unknown", 404)).containsKey("accepted");
    }

    @Test
    void aMessageIsAnsweredRecordByRecord() {
        Map<String, @Nullable Object> answer = post("partnerstack/webhook", TestConnectors.read(DEAL), 200);

        assertThat(answer).containsEntry("accepted", number(2)).containsEntry("duplicates", number(0))
                .containsEntry("parked", number(0)).containsEntry("quarantined", number(0));
        assertThat(list(answer, "records")).singleElement().satisfies(line -> assertThat(line)
                .isEqualTo(JsonTree.parseObject("""
                        {"stream": "deal", "record": "deal_exampleAAAA0001", "outcome": "facts", "problem": null}"""
                        .getBytes(StandardCharsets.UTF_8))));
        assertThat(list(answer, "results")).hasSize(2).first().satisfies(result -> assertThat((Map<?, ?>) result)
                .extracting("source", "outcome", "recorded_at")
                .containsExactly("partnerstack:acme", "accepted", "2026-07-15T00:00:00Z"));
    }

    @Test
    void changeEventsComeInWithoutASingleSetting() {
        Map<String, @Nullable Object> answer = post("salesforce/opportunities",
                TestConnectors.read("salesforce/05-lead-converted-opportunity-created.json"), 200);

        assertThat(list(answer, "records")).hasSize(2);
        assertThat(intake.statements()).extracting(statement -> statement.source()).containsOnly("salesforce:default");
    }

    @Test
    void whatCannotBeReadIsAnsweredWithItsReasonAndKept() {
        Map<String, @Nullable Object> answer = post("partnerstack/webhook", "{\"stage\": ".getBytes(
                StandardCharsets.UTF_8), 200);

        assertThat(answer).containsEntry("quarantined", number(1));
        assertThat(intake.quarantined()).hasSize(1);
    }

    @Nested
    class AnAddress {
        @Test
        void ofNoConnectorIsRefusedWithTheNamesThatThereAre() {
            assertThat(post("zoho/webhook", TestConnectors.read(DEAL), 404))
                    .containsEntry("type", "/problems/unknown-connector")
                    .containsEntry("accepted",
                            "one of behind-a-secret, hubspot, hubspot-signed, partnerstack, salesforce, sheet, signed");
        }

        @Test
        void withASecretNeedsExactlyThat() {
            assertThat(post("behind-a-secret/webhook", TestConnectors.read(DEAL), 404))
                    .containsEntry("type", "/problems/unknown-connector");
            post("behind-a-secret/webhook/wrong", TestConnectors.read(DEAL), 404);
            post("partnerstack/webhook/long-and-random", TestConnectors.read(DEAL), 404);
            assertThat(intake.statements()).isEmpty();

            post("behind-a-secret/webhook/long-and-random", TestConnectors.read(DEAL), 200);

            assertThat(intake.statements()).isNotEmpty();
        }

        @Test
        void withASignatureChecksItOverTheRawBytes() {
            byte[] body = TestConnectors.read(DEAL);
            String right = "84eb5f01b8ff3caf4e21dfa667213f5cc4f6ae8aa962d9884339045630afc510";

            assertThat(post("signed/webhook", body, 401)).containsEntry("type", "/problems/bad-signature");
            post("signed/webhook", CanonicalJson.write(JsonTree.parse(body)).getBytes(StandardCharsets.UTF_8), 401,
                    "X-PartnerStack-Signature", right);
            assertThat(intake.statements()).isEmpty();

            post("signed/webhook", body, 200, "X-PartnerStack-Signature", right);

            assertThat(intake.statements()).isNotEmpty();
        }

        @Test
        void takesTheBytesWhateverTheyAreSaidToBe() {
            post("partnerstack/webhook", TestConnectors.read(DEAL), 200, "Content-Type",
                    "application/x-www-form-urlencoded");

            assertThat(intake.statements()).isNotEmpty();
        }

        @Test
        void takesNoEmptyBody() {
            assertThat(post("partnerstack/webhook", new byte[0], 400)).containsEntry("type", "/problems/empty-body");
        }
    }

    @Nested
    class AVendorThatPushesXml {
        private final byte[] body = TestConnectors.read("salesforce/outbound-message-closed-won.xml");

        @Test
        void isAnsweredInItsOwnWordsOnceAllIsStored() {
            assertThat(send("salesforce/opportunities", body, 200)).isEqualToIgnoringWhitespace(new String(
                    TestConnectors.read("salesforce/outbound-message-ack-true.xml"), StandardCharsets.UTF_8));
            assertThat(intake.statements()).isNotEmpty();
        }

        @Test
        void isAskedToSendAgainWhatWasNotStored() {
            intake.fail(RecordingIntake.Failure.BEFORE_STORING);
            String answer = send("salesforce/opportunities", body, 503);
            intake.fail(RecordingIntake.Failure.NONE);

            assertThat(answer).contains("<Ack>false</Ack>");
        }

        @Test
        void isAnsweredInJsonWhereItWaitsForNoXml() {
            assertThat(send("partnerstack/webhook", TestConnectors.read(DEAL), 200)).contains("\"accepted\":2");
        }

        private String send(String path, byte[] message, int status) {
            return new AskedOverHttp(port).text("POST", path, message, status, "Content-Type",
                    "text/xml; charset=UTF-8");
        }
    }

    @Nested
    class AVendorThatDoesNotWait {
        private final byte[] body = TestConnectors.read("hubspot/20-closed-lost.json");
        private final Later later = new Later(connectors, service, store,
                InstantSource.fixed(TestConnectors.RECEIVED.plus(Later.SETTLING).plusMillis(1)), true);

        @Test
        void isAnsweredAsSoonAsTheMessageIsStored() {
            assertThat(post("hubspot/webhook", body, 200)).containsEntry("accepted", number(0));
            assertThat(intake.statements()).isEmpty();

            assertThat(later.read()).isEqualTo(1);

            assertThat(intake.statements()).hasSize(2);
            assertThat(later.read()).isZero();
        }

        @Test
        void losesNothingWhileTheLedgerIsAway() {
            post("hubspot/webhook", body, 200);
            intake.fail(RecordingIntake.Failure.BEFORE_STORING);
            assertThatThrownBy(later::read).isInstanceOf(IntakeUnavailableException.class);
            intake.fail(RecordingIntake.Failure.NONE);

            assertThat(later.read()).isEqualTo(1);

            assertThat(intake.statements()).hasSize(2);
        }

        @Test
        void isHeardOnlyWithItsSignature() {
            assertThat(post("hubspot-signed/webhook", body, 401)).containsEntry("type", "/problems/bad-signature");
            assertThat(new JdbcTemplate(database).queryForObject("SELECT count(*) FROM connectors.raw_message",
                    Integer.class)).isZero();
        }
    }

    @Nested
    class AFile {
        @Test
        void inWhichADealIsFirstHeardOfWhenItIsWonOpensItToo() {
            post("sheet/template/files", TestConnectors.read(SHEET), 200);

            assertThat(intake.statements().stream().map(statement -> statement.kind())
                    .filter(kind -> kind.startsWith("opportunity."))).containsExactly("opportunity.created",
                            "opportunity.closed_won");
        }

        @Test
        void triedOutStoresNothingAndShowsWhatWouldHappen() {
            byte[] sheet = new String(TestConnectors.read(SHEET), StandardCharsets.UTF_8).replace(",expired,",
                    ",vanished,").getBytes(StandardCharsets.UTF_8);

            Map<String, @Nullable Object> answer = post("sheet/template/files?dry_run=true", sheet, 200);

            assertThat(answer).containsEntry("dry_run", true).containsEntry("records",
                    JsonTree.parse("{\"facts\": 2, \"quarantined\": 1}".getBytes(StandardCharsets.UTF_8)))
                    .containsEntry("imported", null);
            assertThat((Map<?, ?>) Objects.requireNonNull(answer.get("statements"))).containsEntry(
                    cast("registration.submitted"), cast(number(2)));
            assertThat(list(answer, "problems")).singleElement().satisfies(line -> assertThat((Map<?, ?>) line)
                    .extracting("record", "problem").containsExactly("G-3",
                            "/registration_status is \"vanished\"; accepted: one of submitted, approved, rejected, "
                                    + "expired (value map status)"));
            assertThat(intake.statements()).isEmpty();
            assertThat(intake.quarantined()).isEmpty();
        }

        @Test
        void importedTwiceIsReadOnce() {
            byte[] sheet = TestConnectors.read(SHEET);

            Map<String, @Nullable Object> first = post("sheet/template/files", sheet, 200);
            int statements = intake.statements().size();
            Map<String, @Nullable Object> second = post("sheet/template/files", sheet, 200);
            Map<String, @Nullable Object> again = post("sheet/template/files?again=true", sheet, 200);

            assertThat(first).containsEntry("imported_before", null);
            assertThat(second).containsEntry("imported_before", "2026-07-10T08:00:00Z").containsEntry("imported",
                    null);
            assertThat(again.get("records"))
                    .isEqualTo(JsonTree.parse("{\"duplicate\": 3}".getBytes(StandardCharsets.UTF_8)));
            assertThat(intake.statements()).hasSize(statements);
        }
    }

    @Test
    void aStoredMessageIsReadAgainByItsHash() {
        byte[] body = TestConnectors.read(DEAL);
        post("partnerstack/webhook", body, 200);
        new JdbcTemplate(database).execute("TRUNCATE connectors.record_state"); // as if nobody had understood it then

        Map<String, @Nullable Object> answer = post(
                "partnerstack/webhook/again?sha256=" + ConnectorStore.sha256(body),
                "-".getBytes(StandardCharsets.UTF_8),
                200);

        assertThat(answer).containsEntry("duplicates", number(2)).containsEntry("accepted", number(0));
        assertThat(post("partnerstack/webhook/again", "-".getBytes(StandardCharsets.UTF_8), 400))
                .containsEntry("type", "/problems/bad-parameter");
    }

    @Test
    void aStatementComesBackFromQuarantineAsItWas() {
        post("partnerstack/webhook", TestConnectors.read(DEAL), 200);
        var statement = intake.statements().getLast();
        Delivery delivery = ConnectorDelivery.of("partnerstack", TestConnectors.read(DEAL),
                new Delivery.Read(statement));

        String contentType = delivery.contentType().get();
        assertThat(rereader.reads(contentType, delivery.via())).isTrue();
        assertThat(rereader.reread(delivery.raw(), contentType, delivery.via()))
                .isInstanceOfSatisfying(Rereading.One.class, one -> {
                    assertThat(one.delivery().raw()).isEqualTo(delivery.raw());
                    assertThat(one.delivery().contentType().get()).isEqualTo(contentType);
                    assertThat(one.delivery().reading()).isEqualTo(delivery.reading());
                });
    }

    private Map<String, @Nullable Object> post(String path, byte[] body, int status, String... headers) {
        return new AskedOverHttp(port).post(path, body, status, headers);
    }

    private static BigDecimal number(int value) {
        return BigDecimal.valueOf(value);
    }

    private static List<?> list(Map<String, @Nullable Object> members, String member) {
        return (List<?>) Objects.requireNonNull(members.get(member));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}

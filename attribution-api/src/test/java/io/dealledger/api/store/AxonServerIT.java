package io.dealledger.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.query.LiveProgram;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program with its ledger in an Axon Server: a stand-in that speaks its protocol, or a real one that is named. */
class AxonServerIT {
    private static final Instant MARCH = Instant.parse("2026-03-02T10:00:00Z");
    private static final String SERVER = "attribution.axonserver";

    private final AxonServerStandIn server = new AxonServerStandIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysSoWhereNoServerAnswers() {
        server.close();
        String nobody = "127.0.0.1:" + server.port();
        assertThatThrownBy(() -> program(TestPostgres.newDatabase(), nobody, "--axon.axonserver.connect-timeout=500"))
                .hasStackTraceContaining("LedgerStartException")
                .hasStackTraceContaining("The ledger's events are with an Axon Server, and it does not answer");
    }

    @Test
    void intakeShareAndReplayGoOnFromWhatTheServerHolds() throws InterruptedException {
        intakeShareAndReplay("127.0.0.1:" + server.port());
        assertThat(server.events()).extracting(event -> event.getAggregateType()).contains("account");
    }

    @Test
    @Tag("axon-server")
    void intakeShareAndReplayOnARealServer() throws InterruptedException {
        intakeShareAndReplay(Objects.requireNonNull(System.getProperty(SERVER), SERVER));
    }

    private static void intakeShareAndReplay(String address) throws InterruptedException {
        String first = TestPostgres.newDatabase();
        String share;
        long head;
        List<LedgerEntry> entries;
        try (LiveProgram program = program(first, address)) {
            assertThat(program.bean(EventLog.class)).isInstanceOf(AxonServerLog.class);
            assertThat(program.bean(LedgerWriter.class)).isInstanceOf(FollowingWriter.class);
            assertThat(program.bean(EventStore.class)).isInstanceOf(LedgerEventStore.class);
            tell(program);
            share = program.ask("/v1/share", "as_of", "p" + program.head()).toString();
            head = program.head();
            entries = program.bean(LedgerStore.class).read(-1, 1_000);
            assertThat(entries).extracting(LedgerEntry::position)
                    .containsExactlyElementsOf(LongStream.rangeClosed(0, head).boxed().toList());
        }
        String database = TestPostgres.newDatabase(); // an empty one is filled from the server
        try (LiveProgram program = program(database, address)) {
            assertThat(program.bean(LedgerStore.class).read(-1, 1_000)).isEqualTo(entries);
            program.at(MARCH.plus(Duration.ofDays(40)));
            assertThat(program.ask("/v1/share", "as_of", "p" + head).toString()).isEqualTo(share);
            assertThat(post(program, "w1", "opportunity.closed_won", 9, Map.of("opportunity_id", "O1", "amount",
                    "1000.00", "currency", "USD"))).isEqualTo("duplicate");
            assertThat(post(program, "t1", "opportunity.stage_changed", 30, Map.of("opportunity_id", "O1", "stage",
                    "won"))).as("the directory is known").isEqualTo("accepted");
        }
    }

    private static void tell(LiveProgram program) {
        post(program, "r1", "registration.submitted", 1, Map.of("registration_id", "R1", "partner_id", "acme",
                "account_id", "A1", "submitted_by", "ann"));
        post(program, "r2", "registration.approved", 2, Map.of("registration_id", "R1", "approved_by", "ops"));
        post(program, "o1", "opportunity.created", 3, Map.of("opportunity_id", "O1", "account_id", "A1", "deal_type",
                "new_logo", "owner_ae", "eve"));
        post(program, "fx", "fx.rate_published", 3, Map.of("from", "EUR", "to", "USD", "date", "2026-03-02", "rate",
                "1.10"));
        post(program, "w1", "opportunity.closed_won", 9,
                Map.of("opportunity_id", "O1", "amount", "1000.00", "currency", "USD"));
    }

    /** The outcome, or the status where there is none. */
    private static String post(LiveProgram program, String id, String kind, int day,
            Map<String, @Nullable Object> data) {
        Instant at = MARCH.plus(Duration.ofDays(day));
        program.at(at.plusSeconds(3_600));
        LiveProgram.Answer answer = program.post("/v1/facts", "application/cloudevents+json",
                event(id, kind, at, data));
        return answer.status() == 200
                ? String.valueOf(LiveProgram.object(LiveProgram.list(answer.json(), "results").getFirst())
                        .get("outcome"))
                : String.valueOf(answer.status());
    }

    private static String event(String id, String kind, Instant at, Map<String, @Nullable Object> data) {
        return CanonicalJson.write(Map.of("specversion", "1.0", "source", "crm", "id", id, "type",
                "attribution." + kind + ".v1", "time", at.toString(), "data", Objects.requireNonNull(data)));
    }

    private static LiveProgram program(String database, String address, String... settings) {
        var all = new ArrayList<>(List.of("--axon.axonserver.enabled=true", "--axon.axonserver.servers=" + address,
                "--ledger.seal.sign=false"));
        all.addAll(List.of(settings));
        return LiveProgram.over(database, all.toArray(String[]::new));
    }
}

package io.dealledger.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.account.AttributionDecided;
import io.dealledger.api.cli.RealJar;
import io.dealledger.api.intake.TestKafka;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.query.LiveProgram;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.json.CanonicalJson;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A node that is killed while it tells the world, and another one that goes on where it stood. */
class SentAndKilledIT {
    private static final int DEALS = 60;
    private static final int SENT_BEFORE = 100;

    @TempDir
    Path folder;

    @Test
    void everythingDecidedIsToldUnderOneIdPerPositionAndInOrder() throws Exception {
        String database = LiveProgram.newDatabase();
        Map<String, Message> expected;
        RealJar.Service killed = RealJar.service(command(database));
        try {
            awaitOwner(database); // the one that will be killed sends, the other one stands by
            try (var program = LiveProgram.over(database, "--spring.kafka.bootstrap-servers=" + TestKafka
                    .bootstrapServers())) {
                post(program, SentAndKilledIT::won);
                post(program, SentAndKilledIT::claimed);
                post(program, SentAndKilledIT::given);
                while (ours().size() < SENT_BEFORE) { // some of it is out
                    assertThat(killed.process().isAlive()).as("it ended before it was killed").isTrue();
                }
                killed.kill();
                program.awaitFolded("outbound");
                expected = expected(program.bean(LedgerStore.class));
            }
        } finally {
            killed.kill();
        }

        List<ConsumerRecord<byte[], byte[]>> sent = ours();
        assertThat(expected.values()).extracting(Message::type).contains(Messages.DECIDED, Messages.RESTATED,
                Messages.DISPUTE);
        assertThat(sent.stream().map(SentAndKilledIT::id).distinct()).containsExactlyInAnyOrderElementsOf(
                expected.keySet());
        assertThat(sent).allSatisfy(record -> {
            Message message = Objects.requireNonNull(expected.get(id(record)));
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo(message.json());
            assertThat(record.key()).asString().isEqualTo(message.key());
            assertThat(TestKafka.header(record, "ledger_position")).isEqualTo(Long.toString(message.position()));
        });
        firstTimes(sent).forEach((account, positions) -> assertThat(positions).as(account).isSorted());
    }

    /** What the ledger has to tell, by the ids under which it is told. */
    private static Map<String, Message> expected(LedgerStore ledger) {
        var expected = new LinkedHashMap<String, Message>();
        var before = new HashMap<String, AttributionDecided>();
        for (var entry : ledger.read(0, (int) ledger.head())) {
            if (entry.event() instanceof AttributionDecided decided) {
                Messages.of(entry.position(), before.put(decided.opportunityId(), decided), decided)
                        .forEach(message -> expected.put(message.id(), message));
            }
        }
        return expected;
    }

    /** Positions by account, each where it was told first. */
    private static Map<String, List<Long>> firstTimes(List<ConsumerRecord<byte[], byte[]>> sent) {
        var seen = new LinkedHashMap<String, ConsumerRecord<byte[], byte[]>>();
        sent.forEach(record -> seen.putIfAbsent(id(record), record));
        return seen.values().stream().collect(Collectors.groupingBy(
                record -> new String(record.key(), StandardCharsets.UTF_8), Collectors.mapping(
                        record -> Long.valueOf(TestKafka.header(record, "ledger_position")), Collectors.toList())));
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return String.valueOf(JsonTree.parseObject(record.value()).get("id"));
    }

    private static List<ConsumerRecord<byte[], byte[]>> ours() {
        return TestKafka.records(DecisionTopic.TOPIC).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).startsWith("killed-")).toList();
    }

    private static List<String> won(int i) {
        return List.of(event(i, 2, "opportunity.created", Map.of("opportunity_id", "K" + i, "account_id", "killed-" + i,
                "deal_type", "new_logo")), event(i, 3, "opportunity.closed_won",
                        Map.of("opportunity_id", "K" + i,
                                "amount", "1000.00", "currency", "USD")));
    }

    private static List<String> claimed(int i) {
        return List.of(event(i, 4, "dispute.opened", Map.of("dispute_id", "D" + i, "opportunity_id", "K" + i,
                "claimant", "P1", "claim", Map.of("tag", "sourced", "partner_id", "P1"))));
    }

    private static List<String> given(int i) {
        return List.of(event(i, 5, "dispute.resolved", Map.of("dispute_id", "D" + i, "decision",
                Map.of("tag", "sourced", "partner_id", "P1"), "decided_by", "judge", "approved_by", "cfo", "evidence",
                List.of())));
    }

    private static String event(int i, int day, String kind, Map<String, @Nullable Object> data) {
        return CanonicalJson.write(Map.of("specversion", "1.0", "source", "killed", "id", i + "-" + day, "type",
                "attribution." + kind + ".v1", "time", "2026-03-0" + day + "T09:00:00Z", "datacontenttype",
                "application/json", "data", data));
    }

    /** The same of every deal, in one request. */
    private static void post(LiveProgram program, IntFunction<List<String>> events) {
        String lines = IntStream.range(0, DEALS).mapToObj(events).flatMap(List::stream)
                .collect(Collectors.joining("\n"));
        assertThat(program.post("/v1/facts", "application/x-ndjson", lines).status()).isEqualTo(200);
    }

    private static void awaitOwner(String database) {
        var sql = JdbcClient.create(new DriverManagerDataSource(database));
        while (sql.sql("SELECT 1 FROM view_engine.checkpoint WHERE view = 'outbound' AND owner IS NOT NULL")
                .query(Integer.class).optional().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private List<String> command(String database) {
        var command = new ArrayList<String>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                classPath(), "io.dealledger.api.cli.Attribution", "serve", "--server.port=0"));
        command.addAll(List.of("--ledger.data=" + folder, "--spring.datasource.url=" + database,
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(), "--ledger.publish.enabled=false",
                "--ledger.seal.sign=false", "--ledger.roles=projections")); // it listens to no topic
        return command;
    }

    /** Of this test, by whatever loads it. */
    private static String classPath() {
        return SentAndKilledIT.class.getClassLoader() instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}

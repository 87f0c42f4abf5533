package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealledger.api.store.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three processes on one PostgreSQL, killed in turn and one of them paused, while all of them are posted to. */
class SeveralNodesIT {
    private static final int NODES = 3;
    private static final int POSTERS = 6;
    private static final int ACCOUNTS = 20;
    private static final int BETWEEN_FAULTS = 40;
    /** A load that leaves room on two processors for a node that starts. */
    private static final Duration BREATH = Duration.ofMillis(50);
    /** Much longer than a view may be without an owner: the machine of the test may be busy. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(60);
    /** What a node answers to a poster that does not wait until it has woken up. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final long seed = Long.getLong("attribution.seed", new Random().nextLong());
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final AtomicReferenceArray<RealJar.Service> nodes = new AtomicReferenceArray<>(NODES);
    private final Queue<RealJar.Service> started = new ConcurrentLinkedQueue<>();
    /** Position of every fact whose delivery was answered, by its id. */
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final AtomicReference<CountDownLatch> enough = new AtomicReference<>(new CountDownLatch(BETWEEN_FAULTS));
    private volatile boolean over;

    @Test
    void anyMayStopAtAnyTime(@TempDir Path folder) throws Exception {
        System.out.println("seed " + seed);
        String database = TestPostgres.newDatabase();
        var ledger = JdbcClient.create(new DriverManagerDataSource(database));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            startAll(threads, folder, database);
            var posting = new ArrayList<Future<?>>();
            RealJar.Service left;
            try {
                for (int poster = 0; poster < POSTERS; poster++) {
                    int number = poster;
                    posting.add(threads.submit(() -> post(number)));
                }
                left = stopEachInTurn(folder, database, ledger);
                awaitMore();
            } finally {
                over = true;
            }
            for (Future<?> poster : posting) {
                poster.get();
            }
            everythingAnsweredIsThereOnce(ledger);
            viewsHoldWhatTheLedgerGives(left.url());
        } finally {
            for (RealJar.Service each : started) {
                each.kill();
            }
        }
    }

    /**
     * The first is killed while the second is paused, so that the third has to take over from both.
     *
     * @return the one that is left: the first, which was started again
     */
    private RealJar.Service stopEachInTurn(Path folder, String database, JdbcClient ledger) throws Exception {
        var order = new ArrayList<>(List.of(0, 1, 2));
        Collections.shuffle(order, new Random(seed));
        awaitMore();
        signal("STOP", nodes.get(order.get(1)).process());
        nodes.get(order.get(0)).kill();
        viewsAreTakenOver(order.get(2), ledger, "paused");
        signal("CONT", nodes.get(order.get(1)).process());
        nodes.set(order.get(0), serve(folder, order.get(0), database));
        awaitMore();
        nodes.get(order.get(1)).kill();
        viewsAreTakenOver(order.get(2), ledger, "second");
        awaitMore();
        nodes.get(order.get(2)).kill();
        viewsAreTakenOver(order.get(0), ledger, "third");
        return nodes.get(order.get(0));
    }

    private void startAll(ExecutorService threads, Path folder, String database) throws Exception {
        var starting = new ArrayList<Future<RealJar.Service>>();
        for (int i = 0; i < NODES; i++) {
            int node = i;
            starting.add(threads.submit(() -> serve(folder, node, database)));
        }
        for (int i = 0; i < NODES; i++) {
            nodes.set(i, starting.get(i).get());
        }
    }

    private RealJar.Service serve(Path folder, int node, String database) throws IOException, InterruptedException {
        RealJar.Service service = RealJar.serve(folder.resolve("node" + node), "--spring.datasource.url=" + database,
                "--ledger.publish.enabled=false", "--ledger.seal.sign=false");
        started.add(service);
        return service;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor()).isZero();
    }

    private void awaitMore() throws InterruptedException {
        assertThat(enough.get().await(2, TimeUnit.MINUTES)).as("enough answers, seed %d", seed).isTrue();
        enough.set(new CountDownLatch(BETWEEN_FAULTS));
    }

    /** Every fact goes to a node in turn and, where that is gone, again to the next: all to accounts that nodes share. */
    private void post(int poster) {
        var random = new Random(seed + poster);
        for (int n = 0; !over; n++) {
            String id = "p" + poster + "-" + n;
            String account = "A-" + random.nextInt(ACCOUNTS);
            for (int node = random.nextInt(NODES); !answered.containsKey(id) && !over; node++) {
                LockSupport.parkNanos(BREATH.toNanos());
                try {
                    answered.put(id, deliver(nodes.get(node % NODES).url(), id, account));
                    enough.get().countDown();
                } catch (IOException | IllegalStateException _) {
                    // not answered, so repeated at the next node
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** @return the position; @throws IllegalStateException if the service refuses */
    private long deliver(URI service, String id, String account) throws IOException, InterruptedException {
        String fact = """
                {"specversion":"1.0","source":"crm","id":"%s","type":"attribution.account.direct_touch.v1",
                 "time":"2026-03-02T10:00:00Z","data":{"account_id":"%s"}}""".formatted(id, account);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(service.resolve("/v1/facts"))
                .timeout(PATIENCE).header("content-type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(fact)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).path("results").get(0).path("position").asLong(-1);
    }

    /** Whoever owned them: what a node that is left takes now is soon in every view. */
    private void viewsAreTakenOver(int left, JdbcClient ledger, String name) {
        long[] told = {-1};
        await("the nodes that are left take facts, seed " + seed).atMost(TAKEN_OVER)
                .ignoreExceptions().until(() -> (told[0] = deliver(nodes.get(left).url(), name, "A-0")) >= 0);
        await("every view has an owner, seed " + seed).atMost(TAKEN_OVER).untilAsserted(() -> assertThat(
                ledger.sql("SELECT view FROM view_engine.checkpoint WHERE position < ?").param(told[0])
                        .query(String.class).list())
                .isEmpty());
    }

    private void everythingAnsweredIsThereOnce(JdbcClient ledger) {
        assertThat(number(ledger,
                "SELECT count(*) - next_pos FROM ledger.ledger_event, ledger.ledger_head GROUP BY next_pos"))
                .as("events but positions, seed %d", seed).isZero();
        assertThat(number(ledger, "SELECT max(position) + 1 - count(*) FROM ledger.ledger_event"))
                .as("holes, seed %d", seed).isZero();
        assertThat(number(ledger, """
                SELECT count(*) FROM (SELECT recorded_at < lag(recorded_at) OVER (ORDER BY position) AS back
                FROM ledger.ledger_event) e WHERE back""")).as("times that go back, seed %d", seed).isZero();
        Map<String, Long> there = new ConcurrentHashMap<>();
        ledger.sql("""
                SELECT convert_from(payload, 'UTF8')::jsonb #>> '{fact,id}' AS id, position FROM ledger.ledger_event
                WHERE event_type = (SELECT id FROM ledger.ledger_name WHERE name = 'fact.accepted')""")
                .query(row -> {
                    assertThat(there.put(row.getString("id"), row.getLong("position")))
                            .as("%s twice, seed %d", row.getString("id"), seed).isNull();
                });
        assertThat(there).as("seed %d", seed).containsAllEntriesOf(answered);
    }

    private static long number(JdbcClient ledger, String sql) {
        return ledger.sql(sql).query(Long.class).single();
    }

    /** A rebuild folds the ledger from its beginning and compares: a batch applied twice or not at all would show. */
    private void viewsHoldWhatTheLedgerGives(URI node) throws IOException, InterruptedException {
        URI rebuild = node.resolve("/v1/operations/rebuild");
        assertThat(http.send(HttpRequest.newBuilder(rebuild).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).statusCode()).isEqualTo(202);
        await("rebuilds").atMost(TAKEN_OVER).until(() -> rebuilds(rebuild).stream()
                .noneMatch(each -> Set.of("waiting", "folding").contains(each.path("state").asString())));
        assertThat(rebuilds(rebuild)).hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each.path("equal").asBoolean()).as("%s, seed %d", each, seed).isTrue());
    }

    private List<JsonNode> rebuilds(URI address) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body())
                .path("rebuilds").valueStream().toList();
    }
}

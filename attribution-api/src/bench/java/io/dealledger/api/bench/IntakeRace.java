package io.dealledger.api.bench;

import io.dealledger.account.StoredFact;
import io.dealledger.api.bench.Company.Said;
import io.dealledger.api.command.StockAccounts;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * How fast facts are taken in, decided and durable, in facts a second: by a node that takes them in, over HTTP in the batches
 * of a partner portal and over Kafka record by record; and by the same aggregate on Axon's JDBC engine, one command for each
 * fact, without an envelope to read or keys that make a repetition harmless, and told which account each fact belongs to.
 * Neither has read models to fold.
 */
final class IntakeRace implements AutoCloseable {
    private static final String TOPIC = "attribution.facts";
    private static final String BATCH = "application/cloudevents-batch+json";
    /** Who send at once. */
    static final int CLIENTS = 4;
    /** Of each client; a batch is a hundred deals with all that is said of them. */
    private static final int BATCHES = 10;
    private static final int WARM_UP = 6;
    private static final int DEALS_OF_ONE_ACCOUNT = 3;

    private final EmbeddedKafkaKraftBroker broker;
    private final Program program;
    private final Database database;
    private final StockJdbc stock;
    private final StockAccounts accounts;
    private final long seed;
    private int companies;

    IntakeRace(EmbeddedPostgres server, long seed) throws Exception {
        this.seed = seed;
        database = Database.create(server, "intake_ours", "");
        broker = new EmbeddedKafkaKraftBroker(1, 1, TOPIC);
        broker.brokerListProperty("bench.kafka.brokers");
        broker.afterPropertiesSet();
        program = new Program(database, "--ledger.roles=intake",
                "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString());
        stock = new StockJdbc("stock JDBC", Database.create(server, "intake_stock", ""), 100);
        accounts = new StockAccounts(stock.engine(), stock.transactions(), new LedgerSerializer());
    }

    /** Half a minute of compiling before the program is as fast as it stays. */
    void warmUp() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            var _ = http();
        }
        var _ = kafka();
        var _ = stock(CLIENTS);
    }

    double http() throws Exception {
        return rate(CLIENTS, BATCHES, said -> ("[" + String.join(",", said.stream().map(IntakeRace::cloudEvent).toList()) + "]")
                .getBytes(StandardCharsets.UTF_8), this::post);
    }

    private void post(byte[] body) throws Exception {
        String answer = program.post("/v1/facts", BATCH, body);
        if (!answer.contains("\"parked\":0") || !answer.contains("\"quarantined\":0")) {
            throw new IllegalStateException("not all facts are counted: " + answer.substring(0, 300));
        }
    }

    /** @param clients each has one command at a time */
    double stock(int clients) throws Exception {
        return rate(clients, BATCHES / clients / 2, said -> said, said -> said.forEach(this::accept));
    }

    private void accept(Said said) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        accounts.accept(said.account(), StoredFact.of(said.statement(), now,
                CanonicalJson.sha256(said.statement().id()), "http"));
    }

    /** From the first sent to all counted. */
    double kafka() throws Exception {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        Company company = company();
        for (int batch = 0; batch < CLIENTS * BATCHES; batch++) {
            company.nextDeals().stream().flatMap(List::stream).forEach(said -> records.add(record(said)));
        }
        long before = facts();
        long start = System.nanoTime();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> each : records) {
                var _ = producer.send(each);
            }
            producer.flush();
        }
        while (facts() < before + records.size()) {
            Thread.sleep(5);
        }
        return records.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static ProducerRecord<byte[], byte[]> record(Said said) {
        var record = new ProducerRecord<>(TOPIC, said.account().getBytes(StandardCharsets.UTF_8),
                cloudEvent(said).getBytes(StandardCharsets.UTF_8));
        record.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private long facts() throws SQLException {
        return database.number("SELECT count(*) FROM ledger.idempotency");
    }

    private Company company() {
        return new Company(seed, "i" + companies++, Instant.now(), DEALS_OF_ONE_ACCOUNT);
    }

    /** What a client does with a batch. */
    private interface Sending<T> {
        void send(T batch) throws Exception;
    }

    private <T> double rate(int clients, int batches, Function<List<Said>, T> writing, Sending<T> sending)
            throws InterruptedException, ExecutionException {
        var works = new ArrayList<List<T>>();
        long facts = 0;
        for (int client = 0; client < clients; client++) {
            Company company = company();
            var mine = new ArrayList<T>();
            for (int batch = 0; batch < batches; batch++) {
                List<Said> said = company.nextDeals().stream().flatMap(List::stream).toList();
                facts += said.size();
                mine.add(writing.apply(said));
            }
            works.add(mine);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            long start = System.nanoTime();
            var running = new ArrayList<Future<Boolean>>();
            for (List<T> mine : works) {
                Callable<Boolean> client = () -> {
                    for (T batch : mine) {
                        sending.send(batch);
                    }
                    return true;
                };
                running.add(threads.submit(client));
            }
            for (Future<Boolean> each : running) {
                var _ = each.get();
            }
            return facts / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static String cloudEvent(Said said) {
        Statement statement = said.statement();
        return CanonicalJson.write(Map.of("specversion", "1.0", "source", statement.source(), "id", statement.id(),
                "type", "attribution." + statement.kind() + ".v1", "time", statement.occurredAt().toString(),
                "datacontenttype", "application/json", "data", statement.data()));
    }

    @Override
    public void close() {
        program.close();
        broker.destroy();
        accounts.close();
        stock.close();
        database.close();
    }
}

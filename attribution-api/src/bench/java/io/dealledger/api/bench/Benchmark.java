package io.dealledger.api.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Measures all engines round by round, each on what the one before it was just measured on, and prints ratios. */
public final class Benchmark {
    /** Units, and events of each, that are there to be replayed at the least. */
    private static final int FILL = 200;

    private static final String REBUILD = "rebuild of the share";
    private static final String INTAKE = "intake of facts";
    private static final String GROWTH = "growth";
    private static final String QUERY = "share p50 ms";
    private static final String LAG = "live lag p50 ms";

    private final Settings settings;
    private final List<Engine> engines;
    private final Samples samples = new Samples();

    /** Some measures that are taken together. */
    private interface Cell {
        void measure() throws Exception;
    }

    private Benchmark(Settings settings, List<Engine> engines) {
        this.settings = settings;
        this.engines = engines;
    }

    /**
     * Settings are system properties: {@code bench.quick}, {@code bench.json}, {@code bench.seed}, {@code bench.only}, and how
     * many {@code bench.facts} the share is asked of and {@code bench.events} a ledger has grown to.
     */
    public static void main(String[] arguments) throws Exception {
        quieten();
        Settings settings = Settings.fromSystemProperties();
        try (EmbeddedPostgres server = durable()) {
            List<Engine> engines = engines(server);
            try {
                var benchmark = new Benchmark(settings, engines);
                benchmark.run(server);
                var report = new Report(settings, benchmark.samples, engines.getFirst().database());
                report.print();
                report.write();
            } finally {
                engines.forEach(Engine::close);
            }
        }
    }

    /** What brokers, pools and stock Axon say of themselves would hide what is measured. */
    private static void quieten() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }

    private void run(EmbeddedPostgres server) throws Exception {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put("live lag", this::lag);
        cells.put("append", this::append);
        cells.put("something to replay", this::fill);
        cells.put("replay", this::replay);
        cells.put("bytes", this::size);
        cells.put("rebuild", () -> rebuild(server));
        cells.put("growth", () -> growth(server));
        cells.put("intake", () -> intake(server));
        cells.put("share", () -> query(server));
        for (var cell : cells.entrySet()) {
            long start = System.nanoTime();
            cell.getValue().measure();
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            if (seconds > 0) {
                System.out.println(cell.getKey() + ": " + seconds + " s");
            }
        }
    }

    /** The settings of the embedded database, with memory for six engines. */
    static EmbeddedPostgres durable() throws IOException {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("max_wal_size", "2GB")
                .setServerConfig("wal_compression", "pglz").setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_connections", "300").setLocaleConfig("locale", "C").start();
    }

    private static List<Engine> engines(EmbeddedPostgres server) throws Exception {
        String rewrite = "&reWriteBatchedInserts=true";
        return List.of(new Ours(Database.create(server, "ours", "")),
                new StockJdbc("stock JDBC", Database.create(server, "jdbc", ""), 100),
                new StockJdbc("stock JDBC tuned", Database.create(server, "tuned", rewrite), 5_000),
                new StockJpa(Database.create(server, "jpa", "")),
                new RawSql(Database.create(server, "raw_insert", rewrite), false),
                new RawSql(Database.create(server, "raw_copy", ""), true));
    }

    /** While there is little to catch up with. */
    private void lag() throws Exception {
        if (!settings.wants(LAG)) {
            return;
        }
        int events = settings.quick() ? 30 : 200;
        for (int round = 0; round < (settings.quick() ? 1 : settings.rounds()); round++) {
            var lag = new Lag(settings.seed() + round);
            for (Engine engine : turned(round)) {
                if (!Report.compares(LAG, engine.name())) {
                    continue;
                }
                switch (engine) {
                    case Ours ours -> samples.add(LAG, ours.name(), lag.of(ours, events));
                    case StockJdbc stock -> samples.add(LAG, stock.name(), lag.of(stock, events));
                    default -> {
                    }
                }
            }
        }
    }

    private void append() throws Exception {
        for (int round = 0; round <= settings.rounds(); round++) {
            for (Load load : Load.ALL) {
                if (!settings.wants(load.name())) {
                    continue;
                }
                for (Engine engine : turned(round)) {
                    if (settings.quick() && !Report.compares(load.name(), engine.name())) {
                        continue;
                    }
                    engine.database().execute("CHECKPOINT");
                    String author = "c" + load.clients() + "u" + load.unit() + "r" + round + "-";
                    Load.Result result = load.run(engine, settings.seed(), author, settings.millis());
                    if (round > 0) { // the first warms up
                        samples.add(load.name(), engine.name(), result.eventsPerSecond());
                        samples.add(load.name() + " p50 ms", engine.name(), result.p50Nanos() / 1e6);
                    }
                }
            }
        }
    }

    private void rebuild(EmbeddedPostgres server) throws Exception {
        if (!settings.wants(REBUILD)) {
            return;
        }
        try (var share = new ShareRebuild(server, settings.seed(), settings.quick() ? 25 : 200)) {
            for (int warmUp = 0; warmUp < 4; warmUp++) {
                var _ = share.ours();
            }
            var byView = new ViewHandler();
            var byDeal = new DealHandler();
            for (int round = 0; round <= settings.rounds(); round++) {
                double ours = share.ours();
                double deals = share.stock(byDeal);
                if (round > 0) {
                    samples.add(REBUILD, "ours", ours);
                    samples.add(REBUILD, "stock pooled, one row a decision", deals);
                    if (round <= (settings.quick() ? 1 : 2)) { // slow
                        samples.add(REBUILD, "stock pooled, same rows", share.stock(byView));
                    }
                }
            }
        }
    }

    private void growth(EmbeddedPostgres server) throws Exception {
        if (!settings.wants(GROWTH)) {
            return;
        }
        try (var few = new Growth(server, settings.seed(), Growth.FEW);
                var many = new Growth(server, settings.seed(), settings.events())) {
            for (int round = 0; round <= settings.rounds(); round++) {
                Growth.Measured before = few.measure();
                Growth.Measured after = many.measure();
                if (round > 0) { // the first warms up
                    samples.add(GROWTH + " append p50 ms", "few events", before.append());
                    samples.add(GROWTH + " append p50 ms", "many events", after.append());
                    samples.add(GROWTH + " tail p50 ms", "few events", before.tail());
                    samples.add(GROWTH + " tail p50 ms", "many events", after.tail());
                }
            }
        }
    }

    private void intake(EmbeddedPostgres server) throws Exception {
        if (!settings.wants(INTAKE)) {
            return;
        }
        try (var race = new IntakeRace(server, settings.seed())) {
            race.warmUp();
            for (int round = 0; round < settings.rounds(); round++) {
                samples.add(INTAKE, "ours, HTTP", race.http());
                samples.add(INTAKE, "stock JDBC, one command at a time", race.stock(1));
                samples.add(INTAKE, "ours, Kafka", race.kafka());
                samples.add(INTAKE, "stock JDBC, four at a time", race.stock(IntakeRace.CLIENTS));
            }
        }
    }

    private void query(EmbeddedPostgres server) throws Exception {
        if (!settings.wants(QUERY)) {
            return;
        }
        try (var few = new ShareQuery(server, settings.seed(), ShareQuery.FEW);
                var many = new ShareQuery(server, settings.seed(), settings.facts())) {
            for (int round = 0; round < settings.rounds(); round++) {
                ShareQuery.Asked ours = ShareQuery.ours(few, many);
                samples.add(QUERY, "ours, few facts", ours.few());
                samples.add(QUERY, "ours", ours.many());
                samples.add(QUERY, "SQL, few facts", few.sql());
                samples.add(QUERY, "SQL", many.sql());
            }
        }
    }

    private void replay() throws Exception {
        if (!settings.wants("replay")) {
            return;
        }
        for (int round = 0; round <= settings.rounds(); round++) {
            for (Engine engine : turned(round)) {
                long start = System.nanoTime();
                long end = start + settings.millis() * 1_000_000;
                long read = 0;
                do { // from the beginning, as often as there is time for
                    read += engine.replay(() -> System.nanoTime() > end);
                } while (System.nanoTime() < end);
                double rate = read / ((System.nanoTime() - start) / 1e9);
                if (round > 0) {
                    samples.add("replay", engine.name(), rate);
                }
            }
        }
    }

    /** Something to replay and to weigh, also where no append was measured. */
    private void fill() throws Exception {
        if (!settings.wants("replay") && !settings.wants("bytes")) {
            return;
        }
        for (Engine engine : turned(0)) {
            var author = new Author(settings.seed(), "replay");
            for (int i = 0; i < FILL; i++) {
                engine.append(author.write(FILL));
            }
            engine.database().execute("VACUUM ANALYZE");
        }
    }

    private void size() throws Exception {
        if (!settings.wants("bytes")) {
            return;
        }
        for (Engine engine : turned(0)) {
            Double bytes = engine.bytesPerEvent();
            if (bytes != null) {
                samples.add("bytes per event", engine.name(), bytes);
            }
        }
    }

    /** Another engine begins each round. */
    private List<Engine> turned(int round) {
        var turned = new ArrayList<Engine>();
        for (int i = 0; i < engines.size(); i++) {
            Engine engine = engines.get((i + round) % engines.size());
            if (settings.wantsEngine(engine.name())) {
                turned.add(engine);
            }
        }
        return turned;
    }
}

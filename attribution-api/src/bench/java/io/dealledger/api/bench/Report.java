package io.dealledger.api.bench;

import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ratios, which hold on another machine, and the medians behind them, which do not. */
final class Report {
    /** As in the README's table. @param atLeast what we aim at; as a bound from above where {@code less} */
    private record Wanted(String name, String measure, String above, String below, double bound, boolean less) {}

    private static final String INTAKE = "intake of facts";
    private static final String OURS = "ours";
    private static final String TUNED = "stock JDBC tuned";
    private static final List<Wanted> WANTED = List.of(
            new Wanted("append 32x1, ours / stock JDBC tuned", "append 32x1", OURS, TUNED, 2.5, false),
            new Wanted("append 32x1, ours / stock JPA", "append 32x1", OURS, "stock JPA", 6, false),
            new Wanted("append 1x100, ours / stock JDBC tuned", "append 1x100", OURS, TUNED, 1.2, false),
            new Wanted("append 4x500, ours with idempotency / raw COPY", "append 4x500", OURS, "raw COPY", 0.6, false),
            new Wanted("append 4x500, ours / stock JDBC tuned", "append 4x500", OURS, TUNED, 1, false),
            new Wanted("one client, one event, latency, ours / stock JDBC", "append 1x1 p50 ms", OURS, "stock JDBC",
                    1.2, true),
            new Wanted("replay with decoding, ours / stock JDBC tuned", "replay", OURS, TUNED, 2, false),
            new Wanted("replay with decoding, ours / COPY out", "replay", OURS, "raw COPY", 0.4, false),
            new Wanted("live lag p50, stock JDBC / ours", "live lag p50 ms", "stock JDBC", OURS, 20, false),
            new Wanted("rebuild of the share view, ours / stock pooled, same rows event by event", "rebuild of the share",
                    OURS, "stock pooled, same rows", 10, false),
            new Wanted("rebuild of the share view, ours / stock pooled, one row a decision", "rebuild of the share",
                    OURS, "stock pooled, one row a decision", 10, false),
            new Wanted("intake of facts over HTTP, ours / stock JDBC one command at a time", INTAKE, "ours, HTTP",
                    "stock JDBC, one command at a time", 10, false),
            new Wanted("intake of facts over Kafka, ours / stock JDBC one command at a time", INTAKE, "ours, Kafka",
                    "stock JDBC, one command at a time", 10, false),
            new Wanted("intake of facts over HTTP, ours / stock JDBC four commands at a time", INTAKE, "ours, HTTP",
                    "stock JDBC, four at a time", 5, false),
            new Wanted("/v1/share at {facts} facts, SQL over the raw facts / ours", "share p50 ms", "SQL", OURS, 100, false),
            new Wanted("/v1/share, ours at {facts} facts / ours at 10 k", "share p50 ms", OURS, "ours, few facts", 1.3, true),
            new Wanted("growth, append p50 at {events} events / at 100 k", "growth append p50 ms", "many events", "few events", 1.5,
                    true),
            new Wanted("growth, tail p50 at {events} events / at 100 k", "growth tail p50 ms", "many events", "few events", 1.5,
                    true),
            new Wanted("bytes per event, ours / stock JDBC", "bytes per event", OURS, "stock JDBC", 0.8, true));

    private final Settings settings;
    private final Samples samples;
    private final Database database;

    Report(Settings settings, Samples samples, Database database) {
        this.settings = settings;
        this.samples = samples;
        this.database = database;
    }

    /** Whether a ratio is made of what this engine does here. */
    static boolean compares(String measure, String engine) {
        return WANTED.stream().anyMatch(wanted -> (wanted.measure() + " ").startsWith(measure + " ")
                && (wanted.above().equals(engine) || wanted.below().equals(engine)));
    }

    void print() {
        System.out.println("seed " + settings.seed() + ", commit " + settings.commit());
        samples.all().forEach((name, _) -> {
            String[] parts = name.split(": ", 2);
            System.out.printf("%-60s %14.2f%n", name, samples.median(parts[0], parts[1]));
        });
        ratios().forEach((name, ratio) -> System.out.printf("%-85s %10s%n", name, ratio));
    }

    void write() throws IOException, SQLException {
        Path json = settings.json();
        if (json == null) {
            return;
        }
        var medians = new LinkedHashMap<String, Object>();
        samples.all().keySet().forEach(name -> {
            String[] parts = name.split(": ", 2);
            medians.put(name, rounded(samples.median(parts[0], parts[1])));
        });
        var rounds = new LinkedHashMap<String, Object>();
        samples.all().forEach((name, values) -> rounds.put(name, values.stream().map(Report::rounded).toList()));
        Files.writeString(json, CanonicalJson.write(Map.of("ratios", ratios(), "bounds", bounds(), "medians", medians,
                "rounds", rounds, "commit", settings.commit(), "seed", Long.toString(settings.seed()), "settings",
                conditions())), StandardCharsets.UTF_8);
    }

    private Map<String, Object> ratios() {
        var ratios = new LinkedHashMap<String, Object>();
        for (Wanted wanted : WANTED) {
            if (samples.has(wanted.measure(), wanted.above()) && samples.has(wanted.measure(), wanted.below())) {
                ratios.put(name(wanted),
                        rounded(samples.ratio(wanted.measure(), wanted.above(), wanted.below())));
            }
        }
        return ratios;
    }

    private String name(Wanted wanted) {
        return wanted.name().replace("{facts}", shortly(settings.facts()))
                .replace("{events}", shortly(settings.events()));
    }

    private static String shortly(int count) {
        return count % 1_000_000 == 0 ? count / 1_000_000 + " M" : count / 1_000 + " k";
    }

    private Map<String, Object> bounds() {
        var bounds = new LinkedHashMap<String, Object>();
        WANTED.forEach(wanted -> bounds.put(name(wanted), (wanted.less() ? "at most " : "at least ")
                + rounded(wanted.bound()).toPlainString()));
        return bounds;
    }

    private Map<String, Object> conditions() throws SQLException {
        var conditions = new LinkedHashMap<String, Object>();
        conditions.put("quick", settings.quick());
        conditions.put("grown_events", BigDecimal.valueOf(settings.events()));
        conditions.put("share_facts", BigDecimal.valueOf(settings.facts()));
        conditions.put("processors", BigDecimal.valueOf(Runtime.getRuntime().availableProcessors()));
        conditions.put("java", Runtime.version().toString());
        conditions.put("postgresql", database.text("SELECT version()"));
        for (String name : List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size",
                "wal_compression")) {
            conditions.put(name, database.text("SELECT current_setting('" + name + "')"));
        }
        return conditions;
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    }
}

package io.dealledger.api.intake.round;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.EventJson;
import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.attribution.Decision;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The real program over a database of its own, with a clock that the test sets. */
final class LiveLedger implements AutoCloseable {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final String url;
    private ConfigurableApplicationContext program;

    LiveLedger() {
        this(TestPostgres.newDatabase());
    }

    /** One more node on a database. */
    LiveLedger(String url) {
        this.url = url;
        program = start();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(AttributionApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("testClock", InstantSource.class, () -> now::get,
                                definition -> definition.setPrimary(true)))
                .run("--server.port=0", "--ledger.publish.enabled=false", "--spring.datasource.url=" + url,
                        "--ledger.seal.sign=false",
                        "--logging.level.root=warn");
    }

    void restart() {
        program.close();
        program = start();
    }

    LiveLedger at(String instant) {
        return at(Instant.parse(instant));
    }

    LiveLedger at(Instant instant) {
        now.set(instant);
        return this;
    }

    Receipt accept(Statement statement) {
        return accept(List.of(statement)).getFirst();
    }

    List<Receipt> accept(List<Statement> statements) {
        return program.getBean(IntakeService.class).accept(statements.stream().map(LiveLedger::delivery).toList());
    }

    Receipt acceptUnread(Delivery.Unread unread) {
        return program.getBean(IntakeService.class)
                .accept(List.of(new Delivery("{".getBytes(StandardCharsets.UTF_8), "application/json", "http", unread)))
                .getFirst();
    }

    <T> T bean(Class<T> type) {
        return program.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return program.getBeansOfType(type).values();
    }

    List<LedgerEntry> entries() {
        LedgerStore store = program.getBean(LedgerStore.class);
        var entries = new ArrayList<LedgerEntry>();
        for (List<LedgerEntry> page = store.read(-1, 1_000); !page.isEmpty(); page = store
                .read(entries.getLast().position(), 1_000)) {
            entries.addAll(page);
        }
        return entries;
    }

    /** The decision that stands for each opportunity, with the names of people. */
    Map<String, Decision> decisions() {
        var decisions = new TreeMap<String, Decision>();
        for (LedgerEntry entry : entries()) {
            if (entry.event() instanceof AttributionDecided decided) {
                decisions.put(decided.opportunityId(), named(decided).decision());
            }
        }
        return decisions;
    }

    private AttributionDecided named(AttributionDecided decided) {
        byte[] stored = CanonicalJson.write(EventJson.write(decided)).getBytes(StandardCharsets.UTF_8);
        byte[] opened = bean(Veil.class).disclose(List.of(stored)).open(stored);
        return (AttributionDecided) EventJson.read(EventJson.typeOf(decided), JsonTree.parseObject(opened));
    }

    static Statement statement(String id, String kind, String occurredAt, Map<String, @Nullable Object> data) {
        return switch (FactReader.read(kind, data)) {
            case FactReader.Readable(var fact) -> new Statement("test", id, Instant.parse(occurredAt), null, fact,
                    data);
            case FactReader.Unreadable(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
    }

    private static Delivery delivery(Statement statement) {
        byte[] raw = CanonicalJson.write(statement.data()).getBytes(StandardCharsets.UTF_8);
        return new Delivery(raw, "application/json", "test", new Delivery.Read(statement));
    }

    @Override
    public void close() {
        program.close();
    }
}

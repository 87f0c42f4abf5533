package io.dealledger.api.connector;

import com.zaxxer.hikari.HikariDataSource;
import io.dealledger.api.matching.MatchBook;
import io.dealledger.api.store.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Connectors over a new database, with an intake that only remembers. */
final class TestConnectors {
    static final Instant RECEIVED = Instant.parse("2026-07-10T08:00:00Z");
    private static final Path FIXTURES = Path.of("src/test/resources/connectors");

    final RecordingIntake intake = new RecordingIntake();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final ConnectorStore store;
    final ConnectorService service;
    private final Vendor vendor;
    private final Connector connector;
    private final DataSource database;

    TestConnectors(Vendor vendor, Map<String, String> settings) {
        this(vendor, settings, newDatabase());
    }

    TestConnectors(Vendor vendor, Map<String, String> settings, DataSource database) {
        this.vendor = vendor;
        this.connector = connector(vendor, settings);
        this.database = database;
        this.store = new ConnectorStore(database);
        this.service = new ConnectorService(store, intake, new MatchBook(database), _ -> lookup(vendor, settings),
                InstantSource.fixed(RECEIVED),
                meters);
    }

    /** Not the driver's own data source: its URL spells every default out, and Flyway takes half a second to redact it. */
    static DataSource newDatabase() {
        return new SimpleDriverDataSource(new Driver(), TestPostgres.newDatabase());
    }

    static Connector connector(Vendor vendor, Map<String, String> settings) {
        return vendor.connector(vendor.name(), bound(settings), new AccountKeys(Map.of(), Set.of()));
    }

    /** Null where the settings say nothing of an API, or everything is asked before a message is counted in. */
    private static @Nullable Lookup lookup(Vendor vendor, Map<String, String> settings) {
        return bound(settings).api() == null || connector(vendor, settings).answersFirst()
                ? null
                : vendor.lookup(vendor.name(), bound(settings), new AccountKeys(Map.of(), Set.of()));
    }

    private static ConnectorSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("c", ConnectorSettings.class);
    }

    Connector connector() {
        return connector;
    }

    Report take(String file, String label) {
        return take(read(vendor.name() + "/" + file), label);
    }

    Report take(byte[] body, String label) {
        return take(connector, body, label);
    }

    Report take(Connector from, byte[] body, String label) {
        return service.take(from, new Message("deals", label, body, RECEIVED), false, Map.of());
    }

    Report takeTogether(List<byte[]> bodies) {
        return service.countTogether(connector, bodies.stream().map(body -> store.store(connector.name(),
                new Message("deals", "webhook", body, RECEIVED), false, Map.of())).toList());
    }

    DataSource database() {
        return database;
    }

    /** As if nothing had ever come. */
    void forget() {
        intake.forget();
        new JdbcTemplate(database)
                .execute(
                        "TRUNCATE connectors.unknown, connectors.message_part, connectors.raw_message, connectors.record_state, "
                                + "connectors.account_evidence, connectors.account_match");
    }

    List<String> kinds() {
        return intake.statements().stream().map(statement -> statement.kind()).toList();
    }

    static byte[] read(String file) {
        try {
            return Files.readAllBytes(FIXTURES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

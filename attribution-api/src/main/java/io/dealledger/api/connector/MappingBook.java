package io.dealledger.api.connector;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every mapping document that was ever in use, and which one a person put in force. Shared by all nodes. */
final class MappingBook {
    private final JdbcClient sql;

    /** @param dataSource with the tables of {@link ConnectorStore} */
    MappingBook(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param by who put it; null where nobody is named */
    record InForce(MappingText mapping, Instant since, @Nullable String by) {}

    /** For ever. */
    void keep(MappingText mapping, Instant at) {
        sql.sql("""
                INSERT INTO connectors.mapping_document (version, document, known_at) VALUES (?, ?, ?)
                ON CONFLICT (version) DO NOTHING""").param(mapping.version()).param(mapping.json()).param(at(at))
                .update();
    }

    Optional<MappingText> find(String version) {
        return sql.sql("SELECT version, document FROM connectors.mapping_document WHERE version = ?").param(version)
                .query((row, _) -> new MappingText(row.getString(1), row.getString(2))).optional();
    }

    /** Putting the one in force again changes nothing. */
    void put(String connector, MappingText mapping, Instant at, @Nullable String by) {
        keep(mapping, at);
        if (!inForce(connector).map(known -> known.mapping().version().equals(mapping.version())).orElse(false)) {
            sql.sql("""
                    INSERT INTO connectors.mapping_in_force (connector, version, put_at, put_by)
                    VALUES (?, ?, ?, ?)""").param(connector).param(mapping.version()).param(at(at)).param(by).update();
        }
    }

    /** Empty where nobody put one: then the settings name it. */
    Optional<InForce> inForce(String connector) {
        return sql.sql("""
                SELECT version, document, put_at, put_by FROM connectors.mapping_in_force
                JOIN connectors.mapping_document USING (version)
                WHERE connector = ? ORDER BY id DESC LIMIT 1""").param(connector)
                .query((row, _) -> new InForce(new MappingText(row.getString(1), row.getString(2)),
                        row.getTimestamp(3).toInstant(), row.getString(4)))
                .optional();
    }

    /** Names of connectors for which somebody put one, sorted. */
    List<String> connectors() {
        return sql.sql("SELECT DISTINCT connector FROM connectors.mapping_in_force ORDER BY 1")
                .query((row, _) -> row.getString(1)).list();
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS));
    }
}

package io.dealledger.api.connector;

import io.dealledger.api.intake.KeptMessages;
import io.dealledger.api.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Vendors' messages as {@link ConnectorStore} keeps them, for whoever wants to see what a fact was read from. */
final class MessageArchive implements KeptMessages {
    private final JdbcClient sql;

    /** @param dataSource with the tables of {@link ConnectorStore} */
    MessageArchive(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public List<Kept> holding(String sha256) {
        return sql
                .sql("""
                        SELECT id, sha256, connector, feed, label, is_file, received_at, headers, deliveries, length(body) AS bytes,
                          mapping, erased FROM connectors.raw_message
                        WHERE sha256 = :hash OR id IN (SELECT message_id FROM connectors.message_part WHERE sha256 = :hash)
                        ORDER BY id""")
                .param("hash", sha256)
                .query((row, _) -> new Kept(row.getLong("id"), row.getString("sha256"), row.getString("connector"),
                        row.getString("feed"), row.getString("label"), row.getBoolean("is_file"),
                        row.getTimestamp("received_at").toInstant(),
                        JsonTree.parseObject(row.getString("headers").getBytes(StandardCharsets.UTF_8)),
                        row.getInt("deliveries"), row.getInt("bytes"), row.getString("mapping"),
                        row.getBoolean("erased")))
                .list();
    }

    @Override
    public byte @Nullable [] body(long id) {
        return sql.sql("SELECT body FROM connectors.raw_message WHERE id = ?").param(id)
                .query((row, _) -> row.getBytes(1)).optional().orElse(null);
    }
}

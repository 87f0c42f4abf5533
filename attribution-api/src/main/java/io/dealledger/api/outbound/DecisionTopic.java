package io.dealledger.api.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.EventJson;
import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends every decision on, in the ledger's order. The checkpoint moves when the broker has acknowledged: after a crash
 * the last messages are sent again, under the same ids.
 */
final class DecisionTopic implements BatchProjection<List<DecisionTopic.Decided>>, AutoCloseable {
    static final String TOPIC = "attribution.decisions";
    static final String VIEW = "outbound";
    static final String POSITION_HEADER = "ledger_position";
    private static final long PATIENCE_SECONDS = 60;

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> kafka;

    /** @param producers idempotent ones; owned, closed with this */
    DecisionTopic(DefaultKafkaProducerFactory<byte[], byte[]> producers) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
    }

    record Decided(long position, AttributionDecided event) {}

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public String view() {
        return VIEW;
    }

    @Override
    public List<Decided> newBatch() {
        return new ArrayList<>();
    }

    @Override
    public void fold(List<Decided> batch, LedgerEntry entry) {
        if (entry.event() instanceof AttributionDecided decided) {
            batch.add(new Decided(entry.position(), decided));
        }
    }

    @Override
    public void flush(List<Decided> batch, Connection connection) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        Map<String, AttributionDecided> told = told(connection, batch);
        var last = new LinkedHashMap<String, Decided>();
        var sent = new ArrayList<CompletableFuture<?>>();
        for (Decided decided : batch) {
            String opportunity = decided.event().opportunityId();
            Messages.of(decided.position(), told.put(opportunity, decided.event()), decided.event())
                    .forEach(message -> sent.add(kafka.send(record(message))));
            last.put(opportunity, decided);
        }
        await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
        remember(connection, last);
    }

    private static ProducerRecord<byte[], byte[]> record(Message message) {
        var record = new ProducerRecord<byte[], byte[]>(TOPIC, null, message.time().toEpochMilli(),
                message.key().getBytes(UTF_8), message.json().getBytes(UTF_8));
        record.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
        record.headers().add(POSITION_HEADER, Long.toString(message.position()).getBytes(UTF_8));
        return record;
    }

    /** A broker that is away is an outage like one of the database: the view tries again and nothing is skipped. */
    private static void await(CompletableFuture<Void> sent) throws SQLException {
        try {
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new SQLTransientException("the broker has not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientException("interrupted while the broker had not acknowledged", e);
        }
    }

    private static Map<String, AttributionDecided> told(Connection connection, List<Decided> batch)
            throws SQLException {
        var told = new HashMap<String, AttributionDecided>();
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT event FROM told WHERE opportunity_id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text",
                    batch.stream().map(decided -> decided.event().opportunityId()).distinct().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    AttributionDecided event = RecordJson.readStored(AttributionDecided.class,
                            JsonTree.parseObject(rows.getString(1).getBytes(UTF_8)));
                    told.put(event.opportunityId(), event);
                }
            }
        }
        return told;
    }

    private static void remember(Connection connection, Map<String, Decided> last) throws SQLException {
        var rows = new RowBatch("text", "int8", "text");
        last.forEach((opportunity, decided) -> rows.add(opportunity, decided.position(),
                CanonicalJson.write(EventJson.write(decided.event()))));
        rows.execute(connection, """
                INSERT INTO told AS t (opportunity_id, position, event) SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (opportunity_id) DO UPDATE SET position = excluded.position, event = excluded.event""");
    }

    @Override
    public void close() {
        producers.destroy();
    }
}

package io.dealledger.projections.feed;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.IntakeControlTotal;
import io.dealledger.fact.IntakeGapClosed;
import io.dealledger.fact.IntakeGapDetected;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.SqlTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps who said what about which record, and what was said about feeds themselves. */
public final class FeedProjection implements BatchProjection<FeedProjection.Batch> {
    private static final String CONNECTOR = "connector:";
    private static final String ABOUT_FEEDS = "intake.";
    /** Where facts carry what a record amounts to, the first that is there. */
    private static final List<String> AMOUNTS = List.of("amount", "new_amount", "expected_amount");

    /** Rows of the tables. */
    public static final class Batch {
        private final RowBatch statements = new RowBatch("int8", "int8", "text", "text", "text", "text", "timestamptz",
                "timestamptz", "numeric", "text");
        private final RowBatch sources = new RowBatch("text", "int8");
        private final RowBatch held = new RowBatch("text", "int8", "text", "timestamptz");
        private final RowBatch ruled = new RowBatch("text", "int8");
        private final RowBatch said = new RowBatch("text", "text", "text", "int8", "int8", "text");
    }

    @Override
    public String view() {
        return FeedView.VIEW;
    }

    @Override
    public Batch newBatch() {
        return new Batch();
    }

    @Override
    public void fold(Batch batch, LedgerEntry entry) {
        switch (entry.event()) {
            case FactAccepted(_, var fact) -> add(batch, entry, fact, entry.position());
            case FactFiled(_, var fact) -> add(batch, entry, fact, entry.position());
            case FactParked(var fact, _, _) -> add(batch, entry, fact, entry.position());
            // either the parked fact again, or what a person let in against a statement that the ledger held
            case FactPlaced(_, var fact, var place) -> add(batch, entry, fact, place);
            case FactQuarantined quarantined -> hold(batch, entry, quarantined);
            case FactReleased(var id, _, _, _) -> batch.ruled.add(id, entry.position());
            case FactDiscarded(var id, _, _, _) -> batch.ruled.add(id, entry.position());
            case AttributionDecided _,FactFollowed _,SharePublished _,PersonErased _ -> {
            }
        }
    }

    private static void add(Batch batch, LedgerEntry entry, StoredFact fact, long place) {
        if (fact.kind().startsWith(ABOUT_FEEDS)) {
            batch.said.add(fact.source(), fact.id(), fact.statement().contentHash(), place, entry.position(),
                    CanonicalJson.write(RecordJson.write(fact)));
            return;
        }
        String record = record(fact);
        int colon = record.indexOf(':');
        batch.statements.add(place, entry.position(), fact.source(), record,
                colon < 0 ? "" : record.substring(0, colon), fact.kind(), SqlTime.of(fact.occurredAt()),
                SqlTime.of(fact.recordedAt()), amount(fact), fact.data().get("currency"));
        batch.sources.add(fact.source(), entry.position());
    }

    /** Connectors say several things of one record, each with an id of its own, and name the record as the subject. */
    private static String record(StoredFact fact) {
        String subject = fact.subject();
        return fact.via().startsWith(CONNECTOR) && subject != null ? subject : fact.id();
    }

    private static @Nullable Object amount(StoredFact fact) {
        return AMOUNTS.stream().map(fact.data()::get).filter(String.class::isInstance).findFirst().orElse(null);
    }

    private static void hold(Batch batch, LedgerEntry entry, FactQuarantined quarantined) {
        if (quarantined.source() != null) {
            batch.held.add(quarantined.quarantineId(), entry.position(), quarantined.source(),
                    SqlTime.of(quarantined.recordedAt()));
            batch.sources.add(quarantined.source(), entry.position());
        }
    }

    @Override
    public void flush(Batch batch, Connection connection) throws SQLException {
        batch.statements.execute(connection, """
                INSERT INTO statement (position, arrived_at, source, record, record_kind, kind, occurred_at,
                  recorded_at, amount, currency)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (position) DO NOTHING""");
        batch.sources.execute(connection, """
                INSERT INTO source (source, since)
                SELECT s.source, min(s.position) FROM unnest(?, ?) AS s(source, position) GROUP BY s.source
                ON CONFLICT (source) DO NOTHING""");
        batch.held.execute(connection, """
                INSERT INTO held (quarantine_id, position, source, recorded_at) SELECT * FROM unnest(?, ?, ?, ?)
                ON CONFLICT (quarantine_id) DO NOTHING""");
        batch.ruled.execute(connection, """
                UPDATE held h SET ruled_at = r.ruled_at FROM unnest(?, ?) AS r(quarantine_id, ruled_at)
                WHERE h.quarantine_id = r.quarantine_id AND h.ruled_at IS NULL""");
        batch.said.execute(connection, """
                INSERT INTO said (source, fact_id, content_hash, position, arrived_at, fact)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, fact_id, content_hash) DO NOTHING""");
    }
}

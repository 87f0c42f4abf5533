package io.dealledger.projections.waiting;

import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactParked;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.PersonErased;
import io.dealledger.account.SharePublished;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.projections.engine.SqlTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what waits whole, and what became of it beside it. */
public final class WaitingProjection implements BatchProjection<WaitingProjection.Batch> {
    private static final String PARKED = "parked/";

    /** Rows of the tables. */
    public static final class Batch {
        private final RowBatch quarantined = new RowBatch("text", "int8", "timestamptz", "text", "text", "text", "text",
                "text", "text", "text", "text", "text", "text");
        private final RowBatch rulings = new RowBatch("int8", "text", "timestamptz", "text", "text", "text");
        private final RowBatch parked = new RowBatch("int8", "timestamptz", "text", "text", "text");
        private final RowBatch placed = new RowBatch("int8", "int8", "text");
    }

    @Override
    public String view() {
        return WaitingView.VIEW;
    }

    /** Lists what a person has to look at; nothing is counted from it but how much that is. */
    @Override
    public boolean setsAside() {
        return true;
    }

    /** A fact is parked in one stream and finds its account in another. */
    @Override
    public String sequence(LedgerEntry entry) {
        if (entry.type() == FactParked.class) {
            return PARKED + entry.position();
        }
        return entry.type() == FactPlaced.class
                ? PARKED + ((FactPlaced) entry.event()).parkedPosition()
                : entry.streamId();
    }

    @Override
    public Batch newBatch() {
        return new Batch();
    }

    @Override
    public void fold(Batch batch, LedgerEntry entry) {
        switch (entry.event()) {
            case FactQuarantined quarantined -> batch.quarantined.add(quarantined.quarantineId(), entry.position(),
                    SqlTime.of(quarantined.recordedAt()), quarantined.reason(), quarantined.source(), quarantined.id(),
                    quarantined.type(), CanonicalJson.write(quarantined.problems()), quarantined.raw(),
                    quarantined.rawSha256(), quarantined.contentType(), quarantined.via(), quarantined.stands());
            case FactReleased(var id, var by, var reason, var at) -> rule(batch, entry, id, "released", by, reason, at);
            case FactDiscarded(var id, var by, var reason, var at) ->
                rule(batch, entry, id, "discarded", by, reason, at);
            case FactParked(var fact, var waitsFor, var waitsForId) -> batch.parked.add(entry.position(),
                    SqlTime.of(fact.recordedAt()), waitsFor, waitsForId, CanonicalJson.write(RecordJson.write(fact)));
            case FactPlaced(var account, _, var parked) -> batch.placed.add(parked, entry.position(), account);
            case LedgerEvent.OfAccount _,FactFiled _,SharePublished _,PersonErased _ -> {
            }
        }
    }

    private static void rule(Batch batch, LedgerEntry entry, String id, String ruling, @Nullable String by,
            @Nullable String reason, Instant at) {
        batch.rulings.add(entry.position(), id, SqlTime.of(at), ruling, by, reason);
    }

    @Override
    public void flush(Batch batch, Connection connection) throws SQLException {
        batch.quarantined.execute(connection,
                """
                        INSERT INTO quarantine (quarantine_id, position, recorded_at, reason, source, fact_id, type, problems,
                          raw, raw_sha256, content_type, via, stands)
                        SELECT q.id, q.position, q.recorded_at, q.reason, q.source, q.fact_id, q.type,
                          array(SELECT jsonb_array_elements_text(q.problems::jsonb)), q.raw, q.raw_sha256, q.content_type, q.via,
                          q.stands
                        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                          AS q(id, position, recorded_at, reason, source, fact_id, type, problems, raw, raw_sha256,
                            content_type, via, stands)
                        ON CONFLICT (quarantine_id) DO NOTHING""");
        batch.rulings.insert(connection, "ruling", "position, quarantine_id, recorded_at, ruling, ruled_by, reason");
        batch.parked.insert(connection, "parked", "position, recorded_at, waits_for, waits_for_id, fact");
        batch.placed.execute(connection, """
                UPDATE parked p SET placed_at = f.placed_at, account_id = f.account_id
                FROM unnest(?, ?, ?) AS f(position, placed_at, account_id)
                WHERE p.position = f.position AND p.placed_at IS NULL""");
    }
}

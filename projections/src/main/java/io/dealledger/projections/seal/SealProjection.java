package io.dealledger.projections.seal;

import io.dealledger.projections.engine.BatchProjection;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.engine.RowBatch;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.Tile;
import io.dealledger.tlog.TreeBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Grows the tree by the bytes as stored, not by what was made of them. */
public final class SealProjection implements BatchProjection<SealProjection.Batch> {
    private final RecordSource source;

    public SealProjection(RecordSource source) {
        this.source = source;
    }

    /** Which positions are sealed next. */
    public static final class Batch {
        private long first = -1;
        private int count;
    }

    @Override
    public String view() {
        return SealView.VIEW;
    }

    @Override
    public Batch newBatch() {
        return new Batch();
    }

    @Override
    public void fold(Batch batch, LedgerEntry entry) {
        if (batch.count++ == 0) {
            batch.first = entry.position();
        }
    }

    @Override
    public void flush(Batch batch, Connection connection) throws SQLException {
        if (batch.count == 0) {
            return;
        }
        List<LedgerRecord> records = source.records(batch.first - 1, batch.count);
        if (records.size() != batch.count || records.getFirst().position() != batch.first) {
            throw new IllegalStateException("the ledger handed out " + batch.count + " events from position "
                    + batch.first + ", and " + records.size() + " records when asked again");
        }
        var entries = new RowBatch("int8", "bytea", "bytea");
        var nodes = new RowBatch("int2", "int8", "bytea");
        var tree = new TreeBuilder(batch.first, edge(connection, batch.first), (level, index, hash) -> {
            if (level > 0) {
                nodes.add(level, index, bytea(hash.hex()));
            }
        });
        for (LedgerRecord record : records) {
            byte[] entry = record.entry();
            Hash leaf = Hash.ofLeaf(entry);
            entries.add(record.position(), bytea(leaf.hex()), bytea(HexFormat.of().formatHex(entry)));
            tree.append(leaf);
        }
        entries.insert(connection, "entry", "position, leaf, data");
        nodes.insert(connection, "node", "level, index, hash");
    }

    private static List<List<Hash>> edge(Connection connection, long size) {
        var sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        var edge = new ArrayList<List<Hash>>();
        for (int level = 0; (size >> (8 * level)) > 0; level++) {
            long hashes = size >> (8 * level);
            int width = (int) (hashes % Tile.FULL);
            edge.add(width == 0 ? List.of() : SealView.tile(sql, new Tile(level, hashes / Tile.FULL, width)));
        }
        return edge;
    }

    private static String bytea(String hex) {
        return "\\x" + hex;
    }
}

package io.dealledger.projections.seal;

import io.dealledger.tlog.Hash;
import io.dealledger.tlog.Subtrees;
import io.dealledger.tlog.Tile;
import io.dealledger.tlog.TiledSubtrees;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the tree. */
public final class SealView {
    public static final String VIEW = "seal";

    private SealView() {}

    /** The tree of the first {@code size} events, to make roots and proofs of. */
    public static Subtrees tree(JdbcClient sql, long size) {
        return new TiledSubtrees(tile -> tile(sql, tile), size);
    }

    /** The hashes of a tile, as many as there are of those asked for. */
    public static List<Hash> tile(JdbcClient sql, Tile tile) {
        String select = tile.level() == 0
                ? "SELECT leaf FROM entry WHERE position >= ? ORDER BY position LIMIT ?"
                : "SELECT hash FROM node WHERE level = " + tile.level() + " AND index >= ? ORDER BY index LIMIT ?";
        return sql.sql(select).param(tile.index() * Tile.FULL).param(tile.width())
                .query((row, _) -> Hash.of(row.getBytes(1))).list();
    }

    /** What the tree holds at the positions from {@code from} on, at most {@code limit}. */
    public static List<byte[]> entries(JdbcClient sql, long from, int limit) {
        return sql.sql("SELECT data FROM entry WHERE position >= ? ORDER BY position LIMIT ?").param(from).param(limit)
                .query((row, _) -> row.getBytes(1)).list();
    }
}

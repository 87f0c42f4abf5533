package io.dealledger.api.audit;

import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.seal.LedgerRecord;
import io.dealledger.projections.seal.RecordSource;
import io.dealledger.projections.seal.SealView;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.MerkleTree;
import io.dealledger.tlog.Tile;
import io.dealledger.tlog.TiledSubtrees;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads stored events again, tile by tile and round and round, and holds them against the root that was signed. Owned by
 * one thread.
 */
final class Sampler {
    private final ViewReader views;
    private final RecordSource ledger;
    private final SignedCheckpoints checkpoints;
    private final TreeSet<Long> broken = new TreeSet<>();
    private long next;

    Sampler(ViewReader views, RecordSource ledger, SignedCheckpoints checkpoints) {
        this.views = views;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
    }

    /**
     * Checks the next tiles, and the newest one.
     *
     * @throws SealBrokenException if any event looked at, now or before, is not what was signed and still is not
     */
    void step(int tiles) {
        Signed signed = checkpoints.latest();
        if (signed == null || signed.size() == 0) {
            return;
        }
        Checkpoint head = signed.checkpoint();
        long all = (head.size() + Tile.FULL - 1) / Tile.FULL;
        var due = new TreeSet<>(broken.stream().map(position -> position / Tile.FULL).toList());
        due.add(all - 1);
        for (int i = 0; i < tiles; i++) {
            due.add(next % all);
            next = (next + 1) % all;
        }
        broken.clear();
        due.forEach(tile -> check(tile, head));
        if (!broken.isEmpty()) {
            throw new SealBrokenException("what is stored at position " + broken.first()
                    + (broken.size() == 1 ? "" : " and " + (broken.size() - 1) + " more") + " is not what was signed");
        }
    }

    private void check(long tile, Checkpoint head) {
        long first = tile * Tile.FULL;
        int width = Tile.width(0, tile, head.size());
        List<LedgerRecord> records = ledger.records(first - 1, width);
        List<Hash> leaves = records.stream().map(record -> Hash.ofLeaf(record.entry())).toList();
        views.ask(SealView.VIEW, (sql, _) -> {
            if (leaves.size() != width || !proven(sql, tile, leaves, head)) {
                blame(SealView.tile(sql, new Tile(0, tile, width)), leaves, first);
            }
            return true;
        });
    }

    /** The path of one leaf has every other one of its tile below it. */
    private static boolean proven(JdbcClient sql, long tile, List<Hash> leaves, Checkpoint head) {
        var tree = new TiledSubtrees(
                wanted -> wanted.level() == 0 && wanted.index() == tile ? leaves : SealView.tile(sql, wanted),
                head.size());
        long index = tile * Tile.FULL;
        return MerkleTree.includes(head.root(), head.size(), leaves.getFirst(), index,
                MerkleTree.inclusion(tree, index, head.size()));
    }

    private void blame(List<Hash> sealed, List<Hash> stored, long first) {
        int before = broken.size();
        for (int i = 0; i < sealed.size(); i++) {
            if (i >= stored.size() || !sealed.get(i).equals(stored.get(i))) {
                broken.add(first + i);
            }
        }
        if (broken.size() == before) {
            broken.add(first); // the tree was changed with the events
        }
    }
}

package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * Grows a log leaf by leaf and tells each hash that belongs into a tile, once, in order per level. Holds the right edge
 * only: at most 255 hashes per tile level. Not shared between threads.
 */
public final class TreeBuilder {
    private final List<List<Hash>> edge = new ArrayList<>();
    private final Consumer hashes;
    private long size;

    /** Takes the hash with this index in this tile level. */
    public interface Consumer {
        void accept(int level, long index, Hash hash);
    }

    /** @param edge what {@link Tile#of} a log of this size calls its partial tiles, by level; a list may be empty */
    public TreeBuilder(long size, List<List<Hash>> edge, Consumer hashes) {
        for (int level = 0; level < edge.size(); level++) {
            int width = (int) ((size >> (8 * level)) % Tile.FULL);
            if (edge.get(level).size() != width) {
                throw new IllegalArgumentException("a log of size " + size + " ends with " + width
                        + " hashes at tile level " + level + ", not " + edge.get(level).size());
            }
            this.edge.add(new ArrayList<>(edge.get(level)));
        }
        this.size = size;
        this.hashes = hashes;
    }

    public void append(Hash leaf) {
        append(0, size, leaf);
        size++;
    }

    private void append(int level, long index, Hash hash) {
        if (level == edge.size()) {
            edge.add(new ArrayList<>());
        }
        hashes.accept(level, index, hash);
        List<Hash> tile = edge.get(level);
        tile.add(hash);
        if (tile.size() == Tile.FULL) {
            Hash root = TiledSubtrees.fold(tile);
            tile.clear();
            append(level + 1, index / Tile.FULL, root);
        }
    }

    public long size() {
        return size;
    }
}

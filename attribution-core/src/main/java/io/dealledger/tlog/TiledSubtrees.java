package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Subtrees read from tiles; keeps what it has read, so it lives as long as one question. Not shared between threads. */
public final class TiledSubtrees implements Subtrees {
    private static final int HEIGHT = 8;

    private final TileSource source;
    private final Map<Tile, List<Hash>> tiles = new HashMap<>();
    private final Map<Node, Hash> inside = new HashMap<>();
    private final long size;

    /** @param size of the log; tiles are asked for as wide as they are in it */
    public TiledSubtrees(TileSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /** A subtree between the levels of the tiles. */
    private record Node(int level, long index) {}

    /** Hands out the hashes of a tile, in order. */
    public interface TileSource {
        List<Hash> read(Tile tile);
    }

    @Override
    public Hash hash(int level, long index) {
        if (level % HEIGHT == 0) {
            return tile(level / HEIGHT, index / Tile.FULL).get((int) (index % Tile.FULL));
        }
        var node = new Node(level, index);
        Hash known = inside.get(node);
        if (known == null) {
            known = Hash.ofNode(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
            inside.put(node, known);
        }
        return known;
    }

    private List<Hash> tile(int level, long index) {
        var tile = new Tile(level, index, Tile.width(level, index, size));
        return tiles.computeIfAbsent(tile, wanted -> {
            List<Hash> hashes = source.read(wanted);
            if (hashes.size() != wanted.width()) {
                throw new UnreadableProofException(
                        "tile " + wanted.path() + " has " + hashes.size() + " hashes, not " + wanted.width());
            }
            return hashes;
        });
    }

    /** Root of a complete subtree. */
    static Hash fold(List<Hash> hashes) {
        List<Hash> level = hashes;
        while (level.size() > 1) {
            var above = new ArrayList<Hash>(level.size() / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(Hash.ofNode(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }
}

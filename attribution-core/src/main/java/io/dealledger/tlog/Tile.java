package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a tile of a log is (C2SP tlog-tiles): up to 256 hashes of complete subtrees of one size beside one another.
 *
 * @param level 0: leaves; each hash of a level is the root of a full tile of the level below
 * @param index of the tile in its level
 * @param width number of its hashes, 1 to 256
 */
public record Tile(int level, long index, int width) {
    /** Hashes of a full tile. */
    public static final int FULL = 256;
    private static final int HEIGHT = 8;
    /** Levels of a log of 2^63 leaves. */
    private static final int LEVELS = 8;

    public Tile {
        if (level < 0 || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "no tile has level " + level + ", index " + index + " and width " + width);
        }
    }

    /** The tiles of a log of this size that are at least partly right of the first {@code known} leaves. */
    public static List<Tile> of(long known, long size) {
        var tiles = new ArrayList<Tile>();
        for (int level = 0; level < LEVELS && (size >> (HEIGHT * level)) > 0; level++) {
            long before = known >> (HEIGHT * level);
            long hashes = size >> (HEIGHT * level);
            for (long start = before / FULL * FULL; start < hashes && before < hashes; start += FULL) {
                tiles.add(new Tile(level, start / FULL, (int) Math.min(FULL, hashes - start)));
            }
        }
        return List.copyOf(tiles);
    }

    /** How wide a tile is in a log of this size; 0 if it has none of its hashes. */
    public static int width(int level, long index, long size) {
        return (int) Math.clamp((size >> (HEIGHT * level)) - index * FULL, 0, FULL);
    }

    /** Whether a log of this size has these hashes. */
    public boolean isWithin(long size) {
        return width(level, index, size) >= width;
    }

    /** {@code <L>/<N>[.p/<W>]} as in {@code tile/<L>/<N>[.p/<W>]}. */
    public String path() {
        return level + "/" + numberPath();
    }

    /** {@code <N>[.p/<W>]} as in {@code tile/entries/<N>[.p/<W>]}. */
    public String numberPath() {
        var path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return width == FULL ? path.toString() : path + ".p/" + width;
    }

    /** @throws UnreadableProofException if this is not a path that {@link #path} writes */
    public static Tile parse(String path) {
        int slash = path.indexOf('/');
        String level = slash < 0 ? path : path.substring(0, slash);
        if (slash < 0 || !level.matches("[0-7]")) {
            throw unreadable(path);
        }
        return parse(level.charAt(0) - '0', path.substring(slash + 1), path);
    }

    /** @throws UnreadableProofException if this is not a path that {@link #numberPath} writes */
    public static Tile parseEntries(String path) {
        return parse(0, path, path);
    }

    private static Tile parse(int level, String number, String whole) {
        int partial = number.indexOf(".p/");
        String digits = (partial < 0 ? number : number.substring(0, partial)).replace("/x", "").replace("/", "")
                .replaceFirst("^x", "");
        String width = partial < 0 ? "256" : number.substring(partial + 3);
        if (!digits.matches("[0-9]{3,18}") || !width.matches("[1-9][0-9]{0,2}") || Integer.parseInt(width) > FULL) {
            throw unreadable(whole);
        }
        var tile = new Tile(level, Long.parseLong(digits), Integer.parseInt(width));
        if (!tile.numberPath().equals(number)) {
            throw unreadable(whole);
        }
        return tile;
    }

    private static UnreadableProofException unreadable(String path) {
        return new UnreadableProofException("'" + Hash.shown(path)
                + "' is not a tile: <level 0-7>/<index in groups of 3 digits, all but the last with x>[.p/<width 1-255>]");
    }
}

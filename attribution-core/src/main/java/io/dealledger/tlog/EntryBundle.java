package io.dealledger.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries of a tile of leaves, each behind its length as two bytes, high one first (C2SP tlog-tiles, Log entries). */
public final class EntryBundle {
    private static final int MAX_ENTRY = 0xFFFF;

    private EntryBundle() {}

    /** @throws IllegalArgumentException if an entry has more than 65535 bytes */
    public static byte[] write(List<byte[]> entries) {
        var out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY) {
                throw new IllegalArgumentException("an entry of " + entry.length + " bytes; at most " + MAX_ENTRY);
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /** @throws UnreadableProofException if the last entry is cut off */
    public static List<byte[]> read(byte[] bundle) {
        var entries = new ArrayList<byte[]>();
        int at = 0;
        while (at < bundle.length) {
            int length = at + 2 > bundle.length ? MAX_ENTRY : (bundle[at] & 0xFF) << 8 | (bundle[at + 1] & 0xFF);
            if (at + 2 + length > bundle.length) {
                throw new UnreadableProofException("an entry bundle of " + bundle.length + " bytes ends inside entry "
                        + entries.size());
            }
            entries.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return List.copyOf(entries);
    }
}

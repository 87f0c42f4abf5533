package io.dealledger.tlog;

import java.util.Collection;
import java.util.List;

/**
 * A receipt: that an entry is in a log, checkable offline (C2SP tlog-proof).
 *
 * @param index      of the entry
 * @param path       from the entry's sibling up
 * @param checkpoint with its signatures
 */
public record TlogProof(long index, List<Hash> path, SignedNote checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MAX_PATH = 63;

    public TlogProof {
        path = List.copyOf(path);
    }

    public String format() {
        var text = new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint.format()).toString();
    }

    /** @throws UnreadableProofException if this is not a receipt as {@link #format} writes it */
    public static TlogProof parse(String text) {
        var lines = new Lines(text, "the receipt");
        String header = lines.next(HEADER);
        if (!header.equals(HEADER)) {
            throw new UnreadableProofException(
                    "the receipt starts with '" + Hash.shown(header) + "'; " + HEADER + " is accepted");
        }
        long index = Lines.number(lines.value("index"), "the receipt's index");
        List<Hash> path = lines.hashes(MAX_PATH);
        return new TlogProof(index, path, SignedNote.parse(lines.rest()));
    }

    /**
     * @param entry what the log is said to hold at the index
     * @return the checkpoint that it is in
     * @throws UnverifiedException if signature or path do not hold
     */
    public Checkpoint verify(byte[] entry, Collection<NoteKey> keys) {
        checkpoint.verify(keys);
        Checkpoint head = Checkpoint.parse(checkpoint.text());
        if (!MerkleTree.includes(head.root(), head.size(), Hash.ofLeaf(entry), index, path)) {
            throw new UnverifiedException("the path does not lead from the entry at " + index + " to the root "
                    + head.root() + " of " + head.size() + " entries");
        }
        return head;
    }
}

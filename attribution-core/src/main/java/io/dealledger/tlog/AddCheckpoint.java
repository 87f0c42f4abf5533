package io.dealledger.tlog;

import java.util.List;

/**
 * What a log asks of a witness (C2SP tlog-witness).
 *
 * @param oldSize    of the checkpoint that the witness cosigned last
 * @param proof      that the new one continues it
 * @param checkpoint the new one, signed by the log
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote checkpoint) {
    private static final int MAX_PROOF = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    public String format() {
        var text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint.format()).toString();
    }

    /** @throws UnreadableProofException if this is not what {@link #format} writes */
    public static AddCheckpoint parse(String text) {
        var lines = new Lines(text, "the request");
        long oldSize = Lines.number(lines.value("old"), "the old size");
        List<Hash> proof = lines.hashes(MAX_PROOF);
        return new AddCheckpoint(oldSize, proof, SignedNote.parse(lines.rest()));
    }
}

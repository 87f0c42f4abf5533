package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree head as text that is signed (C2SP tlog-checkpoint).
 *
 * @param origin     names the log, for ever
 * @param size       number of leaves
 * @param extensions further lines; ours have none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /** The text of the note. */
    public String text() {
        var text = new StringBuilder().append(origin).append('\n').append(size).append('\n').append(root.base64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** @throws UnreadableProofException if the text is not a checkpoint */
    public static Checkpoint parse(String text) {
        var lines = new Lines(text, "the checkpoint");
        String origin = lines.next("the origin");
        if (origin.isEmpty()) {
            throw new UnreadableProofException("the checkpoint has an empty line where its origin must be");
        }
        long size = Lines.number(lines.next("the tree size"), "the checkpoint's tree size");
        Hash root = Hash.parse(lines.next("the root hash"));
        var extensions = new ArrayList<String>();
        while (!lines.atEnd()) {
            String extension = lines.next("an extension line");
            if (extension.isEmpty()) {
                throw new UnreadableProofException("the checkpoint has an empty extension line");
            }
            extensions.add(extension);
        }
        return new Checkpoint(origin, size, root, extensions);
    }
}

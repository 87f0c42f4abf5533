package io.dealledger.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Text with signatures (C2SP signed-note).
 *
 * @param text       ends with a newline
 * @param signatures in the order of their lines
 */
public record SignedNote(String text, List<Signature> signatures) {
    private static final String DASH = "— ";
    private static final int MAX_SIGNATURES = 100;
    private static final int MAX_LENGTH = 1_000_000;
    private static final int KEY_ID = 4;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /**
     * A signature line.
     *
     * @param name  of the key
     * @param keyId which, with the name, says which key and which algorithm
     * @param value what the key made; its form depends on the algorithm
     */
    public record Signature(String name, int keyId, byte[] value) {
        /** With its newline. */
        public String line() {
            byte[] bytes = ByteBuffer.allocate(KEY_ID + value.length).putInt(keyId).put(value).array();
            return DASH + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        }

        /** @throws UnreadableProofException if the line, without its newline, is not one of a signature */
        static Signature parse(String line) {
            int space = line.indexOf(' ', DASH.length());
            if (!line.startsWith(DASH) || space < 0) {
                throw new UnreadableProofException(
                        "'" + Hash.shown(line) + "' is not a signature: '— <key name> <base64>'");
            }
            String name = NoteKey.checkedName(line.substring(DASH.length(), space));
            byte[] bytes = Hash.base64(line.substring(space + 1));
            if (bytes.length <= KEY_ID) {
                throw new UnreadableProofException("the signature by " + name + " has " + bytes.length
                        + " bytes; a key id of 4 and a value are accepted");
            }
            return new Signature(name, ByteBuffer.wrap(bytes).getInt(),
                    Arrays.copyOfRange(bytes, KEY_ID, bytes.length));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature signature && line().equals(signature.line());
        }

        @Override
        public int hashCode() {
            return line().hashCode();
        }
    }

    public String format() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** @throws UnreadableProofException if the bytes are not a signed note in UTF-8 */
    public static SignedNote parse(byte[] note) {
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString());
        } catch (CharacterCodingException _) {
            throw new UnreadableProofException("the note is not UTF-8");
        }
    }

    /** @throws UnreadableProofException if this is not a signed note */
    public static SignedNote parse(String note) {
        if (note.length() > MAX_LENGTH) {
            throw new UnreadableProofException("the note has more than " + MAX_LENGTH + " characters");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new UnreadableProofException("the note has a control character other than newline");
        }
        int split = note.lastIndexOf("\n\n");
        if (split < 0) {
            throw new UnreadableProofException("the note has no empty line between text and signatures");
        }
        var lines = new Lines(note.substring(split + 2), "the note");
        var signatures = new ArrayList<Signature>();
        while (!lines.atEnd()) {
            signatures.add(Signature.parse(lines.next("a signature line")));
            if (signatures.size() > MAX_SIGNATURES) {
                throw new UnreadableProofException("the note has more than " + MAX_SIGNATURES + " signatures");
            }
        }
        if (signatures.isEmpty()) {
            throw new UnreadableProofException("the note has no signature");
        }
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    /**
     * The keys that signed, each once. A signature by a known key that does not hold makes the whole note worthless;
     * those by unknown keys are passed over.
     *
     * @throws UnverifiedException if a signature by one of the keys does not hold, or none of the keys signed
     */
    public List<NoteKey> verify(Collection<NoteKey> keys) {
        var signers = new ArrayList<NoteKey>();
        for (Signature signature : signatures) {
            for (NoteKey key : keys) {
                if (key.name().equals(signature.name()) && key.id() == signature.keyId()) {
                    if (!key.verifies(text, signature.value())) {
                        throw new UnverifiedException("the signature by " + key.name() + " with key "
                                + HexFormat.of().toHexDigits(key.id()) + " does not fit the text");
                    }
                    if (!signers.contains(key)) {
                        signers.add(key);
                    }
                }
            }
        }
        if (signers.isEmpty()) {
            throw new UnverifiedException("the note is signed by " + signatures.stream()
                    .map(signature -> signature.name() + " " + HexFormat.of().toHexDigits(signature.keyId())).toList()
                    + ", none of which is among the keys " + keys.stream().map(NoteKey::vkey).toList());
        }
        return List.copyOf(signers);
    }

    /**
     * With what a witness answered.
     *
     * @param lines signature lines; those of others are left out
     * @throws UnreadableProofException if they are none
     * @throws UnverifiedException      if none of them is the witness's over this text
     */
    public SignedNote cosigned(String lines, NoteKey witness) {
        SignedNote answer = parse(text + "\n" + lines);
        answer.verify(List.of(witness));
        SignedNote cosigned = this;
        for (Signature signature : answer.signatures()) {
            if (signature.keyId() == witness.id() && signature.name().equals(witness.name())) {
                cosigned = cosigned.with(signature);
            }
        }
        return cosigned;
    }

    /** The same text with one more signature. */
    public SignedNote with(Signature signature) {
        var more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(text, more);
    }
}

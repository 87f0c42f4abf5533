package io.dealledger.tlog;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that checks signatures of notes, with the name that its owner goes by.
 *
 * @param publicKey 32 bytes of Ed25519
 */
public record NoteKey(String name, Algorithm algorithm, byte[] publicKey) {
    /** How a key signs. */
    public enum Algorithm {
        /** C2SP signed-note, Ed25519 signatures. */
        ED25519(0x01),
        /** C2SP tlog-cosignature, version 1: a witness's signature with its time. */
        COSIGNATURE_V1(0x04);

        final byte type;

        Algorithm(int type) {
            this.type = (byte) type;
        }
    }

    public NoteKey {
        var _ = checkedName(name);
        if (publicKey.length != Ed25519.KEY) {
            throw new UnreadableProofException("the key of " + name + " has " + publicKey.length + " bytes, not 32");
        }
        publicKey = publicKey.clone();
    }

    static String checkedName(String name) {
        if (name.isEmpty() || name.indexOf('+') >= 0 || name.codePoints()
                .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ')) {
            throw new UnreadableProofException(
                    "'" + Hash.shown(name) + "' is no key name: it must not be empty nor have a space or a plus");
        }
        return name;
    }

    /** First four bytes of SHA-256(name || newline || type || key). */
    public int id() {
        return ByteBuffer.wrap(Hash.digest(Hash.utf8(name + "\n"), new byte[]{algorithm.type}, publicKey)).getInt();
    }

    /** {@code <name>+<key id>+<base64 of type and key>}. */
    public String vkey() {
        byte[] typed = ByteBuffer.allocate(1 + publicKey.length).put(algorithm.type).put(publicKey).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Base64.getEncoder().encodeToString(typed);
    }

    /** @throws UnreadableProofException if this is not what {@link #vkey} writes */
    public static NoteKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new UnreadableProofException(
                    "'" + Hash.shown(vkey) + "' is not a verifier key: <name>+<8 hex digits>+<base64>");
        }
        byte[] typed = Hash.base64(parts[2]);
        NoteKey key = new NoteKey(parts[0], algorithm(typed, vkey), Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.vkey().equals(vkey)) {
            throw new UnreadableProofException("'" + Hash.shown(vkey) + "' has the key id " + parts[1]
                    + ", but name and key give " + HexFormat.of().toHexDigits(key.id()));
        }
        return key;
    }

    private static Algorithm algorithm(byte[] typed, String vkey) {
        for (Algorithm algorithm : Algorithm.values()) {
            if (typed.length > 0 && typed[0] == algorithm.type) {
                return algorithm;
            }
        }
        throw new UnreadableProofException("'" + Hash.shown(vkey)
                + "' has a key of an unknown type; 01 (Ed25519) and 04 (cosignature) are accepted");
    }

    /** @param value of a signature line of this key */
    boolean verifies(String text, byte[] value) {
        return switch (algorithm) {
            case ED25519 -> Ed25519.verify(publicKey, Hash.utf8(text), value);
            case COSIGNATURE_V1 ->
                value.length == Long.BYTES + Ed25519.SIGNATURE && ByteBuffer.wrap(value).getLong() >= 0
                        && Ed25519.verify(publicKey, Hash.utf8(cosigned(ByteBuffer.wrap(value).getLong(), text)),
                                Arrays.copyOfRange(value, Long.BYTES, value.length));
        };
    }

    /** What a cosignature signs (C2SP tlog-cosignature, Ed25519 signed message). */
    static String cosigned(long seconds, String text) {
        return "cosignature/v1\ntime " + seconds + "\n" + text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey key && vkey().equals(key.vkey());
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return vkey();
    }
}

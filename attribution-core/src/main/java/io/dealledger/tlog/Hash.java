package io.dealledger.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash of the Merkle tree (RFC 6962, 2.1). */
public final class Hash {
    /** Bytes of a hash. */
    public static final int SIZE = 32;
    /** Root of the empty tree: the hash of nothing. */
    public static final Hash EMPTY_TREE = new Hash(digest(new byte[0]));

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Hash of a leaf: SHA-256(0x00 || entry). */
    public static Hash ofLeaf(byte[] entry) {
        return new Hash(digest(new byte[]{0}, entry));
    }

    /** Hash of an inner node: SHA-256(0x01 || left || right). */
    public static Hash ofNode(Hash left, Hash right) {
        return new Hash(digest(new byte[]{1}, left.bytes, right.bytes));
    }

    /** @throws UnreadableProofException if there are not 32 bytes */
    public static Hash of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new UnreadableProofException("a hash has " + SIZE + " bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** @throws UnreadableProofException if the text is not the one base64 spelling of 32 bytes */
    public static Hash parse(String base64) {
        return of(base64(base64));
    }

    /** @throws UnreadableProofException if the text is not the one standard base64 spelling of some bytes */
    static byte[] base64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new UnreadableProofException("'" + shown(text) + "' is not base64");
        }
        // a second spelling of the same bytes would let a proof be changed without being found out
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new UnreadableProofException("'" + shown(text) + "' is not base64 as RFC 4648, 4, spells it");
        }
        return bytes;
    }

    static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    static byte[] digest(byte[]... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    @Override
    public String toString() {
        return base64();
    }
}

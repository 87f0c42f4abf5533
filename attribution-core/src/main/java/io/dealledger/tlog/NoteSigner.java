package io.dealledger.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key that signs notes. Holds the secret: never print or log one. */
public final class NoteSigner {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final NoteKey key;
    private final byte[] seed;

    private NoteSigner(NoteKey key, byte[] seed) {
        this.key = key;
        this.seed = seed;
    }

    /**
     * @param seed the private key, 32 bytes
     * @throws UnreadableProofException if the two keys are no pair
     */
    public static NoteSigner of(NoteKey key, byte[] seed) {
        var signer = new NoteSigner(key, seed.clone());
        byte[] message = Hash.utf8("a pair");
        if (seed.length != Ed25519.KEY || !Ed25519.verify(key.publicKey(), message, Ed25519.sign(seed, message))) {
            throw new UnreadableProofException("the private key of " + key.vkey() + " does not belong to it");
        }
        return signer;
    }

    public NoteKey key() {
        return key;
    }

    /** {@code PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>}, as Go's note package writes it. */
    public String secret() {
        byte[] typed = ByteBuffer.allocate(1 + seed.length).put(key.algorithm().type).put(seed).array();
        return PREFIX + key.name() + "+" + HexFormat.of().toHexDigits(key.id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** @throws UnreadableProofException if the secret is not that of the key; the message does not repeat it */
    public static NoteSigner parse(String secret, NoteKey key) {
        String[] parts = secret.split("\\+", 5);
        byte[] typed = Hash.base64(parts[parts.length - 1]);
        NoteSigner signer = of(key, Arrays.copyOfRange(typed, Math.min(1, typed.length), typed.length));
        if (!signer.secret().equals(secret)) {
            throw new UnreadableProofException("the private key of " + key.vkey() + " names another key");
        }
        return signer;
    }

    /** @param at when a witness signs; a log's own signatures bear no time */
    public SignedNote.Signature sign(String text, Instant at) {
        return new SignedNote.Signature(key.name(), key.id(), switch (key.algorithm()) {
            case ED25519 -> Ed25519.sign(seed, Hash.utf8(text));
            case COSIGNATURE_V1 -> ByteBuffer.allocate(Long.BYTES + Ed25519.SIGNATURE).putLong(at.getEpochSecond())
                    .put(Ed25519.sign(seed, Hash.utf8(NoteKey.cosigned(at.getEpochSecond(), text)))).array();
        });
    }
}

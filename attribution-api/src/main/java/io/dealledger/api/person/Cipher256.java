package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a nonce that follows from the content: the same text in the same place gives the same bytes, so that a
 * fact that is sent again is recognised, and no nonce serves two contents.
 */
final class Cipher256 {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private Cipher256() {}

    /**
     * @param header  bound to the content without being kept in it
     * @param context tells equal contents in different places apart
     */
    static byte[] seal(byte[] key, String header, String context, byte[] content) {
        byte[] nonce = Arrays.copyOf(mac(key, (header + "\n" + context + "\n").getBytes(UTF_8), content), NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, header, nonce, content, 0);
        byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return all;
    }

    /** @throws IllegalArgumentException if it was not sealed so */
    static byte[] open(byte[] key, String header, byte[] sealed) {
        if (sealed.length < NONCE) {
            throw new IllegalArgumentException("too short to have been sealed: " + sealed.length + " bytes");
        }
        return run(Cipher.DECRYPT_MODE, key, header, Arrays.copyOf(sealed, NONCE), sealed, NONCE);
    }

    static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] run(int mode, byte[] key, String header, byte[] nonce, byte[] content, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(header.getBytes(UTF_8));
            return cipher.doFinal(content, from, content.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not sealed with this key under " + header, e);
        }
    }
}

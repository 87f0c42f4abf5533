package io.dealledger.api.connector.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/** Seals tokens with AES-256-GCM, by a key that follows from the client's secret: who has the database alone has none. */
final class TokenSeal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY = 32;

    private final String connector;
    private final SecretKey key;
    private final SecretKey prints;

    TokenSeal(String connector, String clientSecret) {
        this.connector = connector;
        this.key = derived(clientSecret, "AES", "refresh token of " + connector);
        this.prints = derived(clientSecret, "HmacSHA256", "name of a refresh token of " + connector);
    }

    /** Tells tokens apart and tells nothing about them. */
    String fingerprint(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(prints);
            return HexFormat.of().formatHex(mac.doFinal(token.getBytes(UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    byte[] seal(String token) {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(token.getBytes(UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /** Null where it was not sealed so. */
    @Nullable
    String open(byte[] sealed) {
        if (sealed.length <= NONCE) {
            return null;
        }
        try {
            return new String(cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE)).doFinal(sealed, NONCE,
                    sealed.length - NONCE), UTF_8);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(connector.getBytes(UTF_8));
        return cipher;
    }

    private static SecretKey derived(String secret, String algorithm, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, HKDFParameterSpec.ofExtract()
                    .addIKM(secret.getBytes(UTF_8)).thenExpand(purpose.getBytes(UTF_8), KEY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 25 has HKDF-SHA256", e);
        }
    }
}

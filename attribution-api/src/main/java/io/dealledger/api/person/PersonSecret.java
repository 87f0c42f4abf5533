package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The secret from which every other key of people follows. */
record PersonSecret(byte[] wrapping, byte[] lookup) {
    private static final int BYTES = 32;

    private record Kept(byte @Nullable [] secret, byte[] proof) {}

    /**
     * @param given as set; null where the database keeps it
     * @throws IllegalStateException if what is there was wrapped with another one
     */
    static PersonSecret load(JdbcTemplate jdbc, @Nullable String given) {
        byte[] set = given == null ? null : parse(given);
        byte[] fresh = set != null ? set : random(BYTES);
        jdbc.update("INSERT INTO person.secret VALUES (1, ?, ?) ON CONFLICT DO NOTHING", set == null ? fresh : null,
                proof(fresh));
        List<Kept> rows = jdbc.query("SELECT secret, proof FROM person.secret",
                (row, _) -> new Kept(row.getBytes("secret"), row.getBytes("proof")));
        Kept kept = rows.getFirst();
        byte[] secret = set != null ? set : kept.secret();
        if (secret == null || !MessageDigest.isEqual(kept.proof(), proof(secret))) {
            throw new IllegalStateException("the names of people in this database are kept under another secret than "
                    + "ledger.persons.secret " + (set == null ? "(not set)" : "(set)")
                    + ": set the one of its first start");
        }
        return new PersonSecret(Cipher256.mac(secret, "wrapping".getBytes(UTF_8)),
                Cipher256.mac(secret, "lookup".getBytes(UTF_8)));
    }

    private static byte[] parse(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalStateException("ledger.persons.secret has " + hex.length()
                    + " characters; accepted: 64 hex digits, such as 'openssl rand -hex 32' prints");
        }
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] proof(byte[] secret) {
        return Cipher256.mac(secret, "proof".getBytes(UTF_8));
    }

    static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}

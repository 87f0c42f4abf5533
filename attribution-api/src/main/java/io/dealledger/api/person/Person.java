package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Somebody, as the ledger names them. The pseudonym commits to key and name: who is given both can tell that it stands for
 * nobody else, and who has neither cannot find out for whom.
 *
 * @param key of 32 random bytes; opens what is said of them
 */
record Person(String pseudonym, byte[] key) {
    static final String PREFIX = "person:";
    static final int BYTES = 16;

    static Person of(byte[] key, String name) {
        byte[] commitment = Cipher256.mac(key, "pseudonym\n".getBytes(UTF_8), name.getBytes(UTF_8));
        return new Person(PREFIX + HexFormat.of().formatHex(Arrays.copyOf(commitment, BYTES)), key);
    }

    String hex() {
        return pseudonym.substring(PREFIX.length());
    }
}

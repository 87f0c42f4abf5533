package io.dealledger.api.node;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of the work, which a node does or leaves to others. */
public enum Role {
    /** Takes facts in, over HTTP, Kafka and from vendors, and publishes weeks. */
    INTAKE,
    /** Folds the read models, and tells Kafka what was decided. */
    PROJECTIONS,
    /** Answers questions. */
    QUERY,
    /** Grows the Merkle tree and signs it. */
    SEAL;

    /** As it is written in settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return every word that the setting takes */
    public static String words() {
        return words(Arrays.asList(values()));
    }

    static String words(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    }
}

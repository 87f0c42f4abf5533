package io.dealledger.api.connector;

import java.time.Instant;

/**
 * Evidence of which account something is with, in one connector's words. Two connectors that name the same thing speak
 * of one customer: that is certain, because the thing is named by its id. Names and likeness are never evidence.
 *
 * @param thing      e.g. {@code opportunity:006EX0000000001YAA}
 * @param voice      who says so: a connector, or one of the ways in which it can know
 * @param accountKey as {@link AccountKeys} spells it
 * @param saidAt     business time of the record that says so
 */
public record SameAccount(String thing, String voice, String accountKey, Instant saidAt) {
    /** False where an id has the character U+0000, which JSON may have and the database cannot. */
    boolean isStorable() {
        return thing.indexOf('\0') < 0 && accountKey.indexOf('\0') < 0;
    }
}

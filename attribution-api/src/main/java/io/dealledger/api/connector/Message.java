package io.dealledger.api.connector;

import java.time.Instant;

/**
 * What a vendor sent or a person uploaded, whole.
 *
 * @param feed       the last part of the address it came to
 * @param label      how mapping documents call the way in: {@code webhook}, {@code import}, {@code api:deals}, …
 * @param receivedAt of its first delivery, should it have been cut short and come again
 */
public record Message(String feed, String label, byte[] body, Instant receivedAt) {
    /** Before the label of a message that says nothing by itself, because nobody can tell who sent it. */
    static final String HINT = "hint:";
    /** Before the label of a list of ids, which tells what is gone. */
    static final String SWEEP = "sweep:";

    public boolean isHint() {
        return label.startsWith(HINT);
    }

    boolean isSweep() {
        return label.startsWith(SWEEP);
    }
}

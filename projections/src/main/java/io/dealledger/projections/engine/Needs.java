package io.dealledger.projections.engine;

import org.jspecify.annotations.Nullable;

/**
 * What of a view an answer is made from, and so what must not have been set aside.
 *
 * @param upTo          the last position that counts
 * @param sequence      the one that is shown; null where all are looked at
 * @param evenDiscarded whether what somebody has discarded must be there all the same, because something is made from it
 */
public record Needs(long upTo, @Nullable String sequence, boolean evenDiscarded) {
    /** Whatever the view has: for what is no more than a hint. */
    public static final Needs WHAT_THERE_IS = shown(-1);

    /** Something that is made from all there is. */
    public static Needs madeFromAll(long upTo) {
        return new Needs(upTo, null, true);
    }

    /** A list of what there is. */
    public static Needs shown(long upTo) {
        return new Needs(upTo, null, false);
    }
}

package io.dealledger.api.intake;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the kept bytes of a quarantined delivery say now. */
public sealed interface Rereading {
    /** One fact, or why it still is none. */
    record One(Delivery delivery) implements Rereading {}

    /**
     * A vendor's record: it says several things, and moves what is known of it.
     *
     * @param problem  why nothing of it can be counted in; null if all of it can
     * @param counting hands all that it says over, and remembers that it was said once it is durable
     */
    record Whole(Delivery.@Nullable Unread problem, Function<Intake, List<Receipt>> counting) implements Rereading {}
}

package io.dealledger.projections.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a view goes on without.
 *
 * @param sequence    what has to be folded in order: later events of it wait behind this one
 * @param cause       why it could not be folded; null where it only waits behind another one
 * @param attempts    how often it was tried
 * @param discardedBy who said that the view shall go on without it for good; null where nobody did
 * @param reason      theirs
 */
public record SetAsideEvent(long position, String sequence, Instant recordedAt, @Nullable String cause, int attempts,
        @Nullable String discardedBy, @Nullable String reason) {}

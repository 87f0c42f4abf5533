package io.dealledger.projections.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a view stands, for health and metrics.
 *
 * @param position last ledger position folded; -1: none
 * @param head     last ledger position there is; -1: none
 * @param lag      age of the oldest event not folded; zero if there is none
 * @param setAside sequences that wait because an event of theirs could not be folded, as known to who folds the view
 * @param error    why it failed or tries again, with the position; else null
 */
public record ViewStatus(String view, ViewState state, long position, long head, Duration lag,
        int setAside, @Nullable String error) {
    public long lagPositions() {
        return Math.max(0, head - position);
    }
}

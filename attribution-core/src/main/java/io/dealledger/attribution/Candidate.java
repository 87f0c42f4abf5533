package io.dealledger.attribution;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may be the origin: a registration, an introduction or a touch.
 *
 * @param claim    what is used up if it wins: a registration id, or the reference of an introduction; null for a touch
 *                     that uses nothing up
 * @param deciding the fact whose second and place in the ledger decide who was first
 */
record Candidate(String partnerId, @Nullable String claim, Cited<?> deciding, List<? extends Cited<?>> facts) {
    static final Comparator<Candidate> FIRST = Comparator.comparing(Candidate::deciding, Cited.BY_SECOND);

    /** Whether another partner has the same second, so that only the ledger's order decided. */
    boolean tiesWithAnotherPartner(List<Candidate> all) {
        return all.stream().anyMatch(other -> !other.partnerId().equals(partnerId)
                && other.deciding().second().equals(deciding.second()));
    }
}

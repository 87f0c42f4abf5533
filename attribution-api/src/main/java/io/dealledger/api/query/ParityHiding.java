package io.dealledger.api.query;

import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.Suppression;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which groups are too small to show. What a plan pays and what was paid may be of different sellers, and either gives
 * pay away: what one of them hides is hidden.
 */
record ParityHiding(Suppression simulated, Suppression paid) {
    static ParityHiding of(Map<String, ParityBooks> groups, int k) {
        return new ParityHiding(Suppression.of(sellers(groups, ParityBooks::simulatedSellers), k),
                Suppression.of(sellers(groups, ParityBooks::paidSellers), k));
    }

    /** A group of whose sellers no pay is known has nothing to hide. */
    private static Map<String, Set<String>> sellers(Map<String, ParityBooks> groups,
            Function<ParityBooks, Set<String>> of) {
        var sellers = new TreeMap<String, Set<String>>();
        groups.forEach((group, books) -> sellers.put(group, of.apply(books)));
        sellers.values().removeIf(Set::isEmpty);
        return sellers;
    }

    boolean hides(String group) {
        return simulated.hides(group) || paid.hides(group);
    }

    boolean hidesAny() {
        return !simulated.hidden().isEmpty() || !paid.hidden().isEmpty();
    }

    boolean hidesTotal() {
        return simulated.totalHidden() || paid.totalHidden();
    }
}

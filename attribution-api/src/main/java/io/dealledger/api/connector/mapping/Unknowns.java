package io.dealledger.api.connector.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/** What of one message is unknown to its reader, and in how many of its records. */
public final class Unknowns {
    private final Map<Unknown, Integer> counts = new LinkedHashMap<>();

    public void add(Unknown unknown) {
        add(unknown, 1);
    }

    void add(Unknown unknown, int records) {
        counts.merge(unknown, records, Integer::sum);
    }

    public Map<Unknown, Integer> counts() {
        return counts;
    }
}

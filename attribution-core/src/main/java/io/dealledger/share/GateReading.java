package io.dealledger.share;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found at a gate.
 *
 * @param numbers what it was judged on, as shown, by name; null where a number is not known
 * @param words   why it does not pass, or what is not known; empty where it passes without remark
 */
public record GateReading(Gate gate, Gate.State state, SortedMap<String, @Nullable String> numbers,
        List<String> words) {
    public GateReading {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<String, @Nullable String>(numbers));
        words = List.copyOf(words);
    }
}

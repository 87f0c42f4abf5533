package io.dealledger.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who misspelt a word. */
public final class NearWords {
    private NearWords() {}

    /** Those candidates that at most {@code letters} letters make of {@code word}; nearest first. */
    public static List<String> of(String word, Collection<String> candidates, int letters) {
        return candidates.stream().filter(candidate -> distance(candidate, word) <= letters)
                .sorted(Comparator.comparingInt(candidate -> distance(candidate, word))).toList();
    }

    /** Levenshtein's: how many letters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}

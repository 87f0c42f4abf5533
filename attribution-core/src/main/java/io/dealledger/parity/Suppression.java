package io.dealledger.parity;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which groups are too small to be shown. A group of fewer than k sellers is hidden; then, because the total less the
 * groups shown gives away what is hidden, the smallest groups left are hidden too until the hidden ones together are k
 * sellers. Where even that is impossible the total is hidden as well.
 *
 * @param hidden      names of the groups not to show
 * @param totalHidden whether the total would give a group away
 */
public record Suppression(Set<String> hidden, boolean totalHidden) {
    /** Fewest sellers a shown group has, unless the question says otherwise. */
    public static final int DEFAULT_K = 5;

    /** @param sellersByGroup a seller may be in several groups */
    public static Suppression of(Map<String, Set<String>> sellersByGroup, int k) {
        var hidden = new TreeSet<String>();
        sellersByGroup.forEach((group, sellers) -> {
            if (sellers.size() < k) {
                hidden.add(group);
            }
        });
        var shown = new TreeSet<>(Comparator.comparingInt((String group) -> sellersIn(sellersByGroup, group))
                .thenComparing(Comparator.naturalOrder()));
        shown.addAll(sellersByGroup.keySet());
        shown.removeAll(hidden);
        while (!hidden.isEmpty() && givesAway(sellersByGroup, hidden, k) && !shown.isEmpty()) {
            hidden.add(shown.removeFirst());
        }
        return new Suppression(Set.copyOf(hidden), !hidden.isEmpty() && givesAway(sellersByGroup, hidden, k));
    }

    public boolean hides(String group) {
        return hidden.contains(group);
    }

    private static int sellersIn(Map<String, Set<String>> sellersByGroup, String group) {
        return sellersByGroup.getOrDefault(group, Set.of()).size();
    }

    private static boolean givesAway(Map<String, Set<String>> sellersByGroup, Set<String> hidden, int k) {
        var together = new HashSet<String>();
        hidden.forEach(group -> together.addAll(sellersByGroup.getOrDefault(group, Set.of())));
        return together.size() < k;
    }
}

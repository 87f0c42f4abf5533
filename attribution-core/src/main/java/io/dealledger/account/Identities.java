package io.dealledger.account;

import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.RecordedFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which account ids are one customer. A merge that was taken back later, by business time, never was: an error is
 * corrected, not followed by an event.
 */
public final class Identities {
    private final Map<String, String> mergedInto = new HashMap<>();

    private Identities() {}

    /** @param facts in any order; only merges and their corrections are looked at */
    public static Identities of(Collection<RecordedFact> facts) {
        List<AccountMerged> standing = new ArrayList<>();
        facts.stream().sorted(RecordedFact.BY_OCCURRENCE).forEach(record -> {
            if (record.fact() instanceof AccountMerged merged) {
                standing.add(merged);
            } else if (record.fact() instanceof AccountUnmerged(var from, var into, _, _)) {
                standing.removeIf(merged -> merged.from().equals(from) && merged.into().equals(into));
            }
        });
        var identities = new Identities();
        standing.forEach(identities::merge);
        return identities;
    }

    private void merge(AccountMerged merged) {
        String from = root(merged.from());
        String into = root(merged.into());
        if (!from.equals(into)) {
            mergedInto.put(from, into);
        }
    }

    /** The account that stands for the customer: the one merged into, or this one. */
    public String root(String account) {
        String root = account;
        while (mergedInto.containsKey(root)) {
            root = Objects.requireNonNull(mergedInto.get(root));
        }
        return root;
    }

    /** Every id that was merged into another, or was merged into, by the account that stands for it. */
    public Map<String, Set<String>> merged() {
        var byRoot = new TreeMap<String, Set<String>>();
        mergedInto.keySet().forEach(account -> {
            String root = root(account);
            byRoot.computeIfAbsent(root, _ -> new HashSet<>(Set.of(root))).add(account);
        });
        return byRoot;
    }
}

package io.dealledger.api.intake.round;

import io.dealledger.api.store.LedgerStore;
import io.dealledger.fact.Anchor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which account an id belongs to, or whether facts wait for it: what the store knows, and what this round adds. For one
 * round.
 */
final class Directory {
    private final Map<Anchor, String> known = new HashMap<>();
    private final Set<Anchor> asked = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private final LedgerStore store;

    Directory(LedgerStore store) {
        this.store = store;
    }

    /** Asks the store for ids and for the accounts that theirs were merged into, a few questions for a whole round. */
    void prefetch(Collection<Anchor> anchors) {
        var ask = new HashSet<>(anchors);
        ask.removeAll(asked);
        while (!ask.isEmpty()) {
            asked.addAll(ask);
            Map<Anchor, String> found = store.accounts(ask);
            known.putAll(found);
            prefetchWaiting(ask);
            ask = new HashSet<>();
            for (String account : found.values()) {
                if (!asked.contains(Anchor.account(account))) {
                    ask.add(Anchor.account(account));
                }
            }
        }
    }

    /** Facts wait for an id only as long as it belongs to no account. */
    private void prefetchWaiting(Set<Anchor> anchors) {
        List<String> streams = anchors.stream()
                .filter(anchor -> anchor.type() != Anchor.Type.ACCOUNT && !known.containsKey(anchor)).map(Plan::stream)
                .toList();
        if (!streams.isEmpty()) {
            waiting.addAll(store.existing(streams));
        }
    }

    /** Whether earlier rounds parked facts for an id that belongs to no account yet. */
    boolean isWaitedFor(Anchor anchor) {
        ask(anchor);
        return waiting.contains(Plan.stream(anchor));
    }

    /** The account that an id belongs to now, merges followed; null where the id is not known. */
    @Nullable
    String accountOf(Anchor anchor) {
        if (anchor.type() == Anchor.Type.ACCOUNT) {
            return root(anchor.id());
        }
        String account = find(anchor);
        return account == null ? null : root(account);
    }

    /** The surviving account. */
    String root(String account) {
        String root = account;
        // an account taken out of a merge stands for itself
        for (String into = find(Anchor.account(root)); into != null && !into.equals(root); into = find(
                Anchor.account(root))) {
            root = into;
        }
        return root;
    }

    void learn(Anchor anchor, String account) {
        asked.add(anchor);
        known.put(anchor, account);
    }

    private @Nullable String find(Anchor anchor) {
        ask(anchor);
        return known.get(anchor);
    }

    private void ask(Anchor anchor) {
        if (!asked.contains(anchor)) {
            prefetch(Set.of(anchor));
        }
    }
}

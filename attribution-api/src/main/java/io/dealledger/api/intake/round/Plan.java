package io.dealledger.api.intake.round;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactParked;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.command.AccountUpdate;
import io.dealledger.api.command.FileEvents;
import io.dealledger.api.command.UpdateAccounts;
import io.dealledger.attribution.Policies;
import io.dealledger.fact.Anchor;
import io.dealledger.json.RecordJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units of work of one round, as they are put together. Owned by the round. */
final class Plan {
    private static final int MOST_TOGETHER = 50;

    private final Map<String, Group> byAccount = new LinkedHashMap<>();
    private final List<FileEvents.Filing> filings = new ArrayList<>();
    private final Set<Integer> filed = new LinkedHashSet<>();
    private final Map<Anchor, List<Parked>> parked = new LinkedHashMap<>();

    /** A fact parked in this round, not stored yet. */
    record Parked(int item, StoredFact fact, boolean newStatement) {}

    /** What belongs into one unit of work: for one account, or for two between which history moves. */
    static final class Group {
        private final Map<String, List<LedgerEvent.OfAccount>> arrivals = new LinkedHashMap<>();
        private final Map<String, List<AttributionDecided>> adopted = new HashMap<>();
        private final Map<Anchor, String> directory = new HashMap<>();
        private final Set<Integer> items = new LinkedHashSet<>();

        void arrive(String account, LedgerEvent.OfAccount event) {
            arrivals.computeIfAbsent(account, _ -> new ArrayList<>()).add(event);
        }

        void adopt(String account, AttributionDecided decision) {
            adopted.computeIfAbsent(account, _ -> new ArrayList<>()).add(decision);
        }

        void direct(Anchor anchor, String account) {
            directory.put(anchor, account);
        }

        Set<Integer> items() {
            return items;
        }

        List<AccountUpdate> updates() {
            var updates = new ArrayList<AccountUpdate>();
            arrivals.forEach((account, events) -> updates
                    .add(new AccountUpdate(account, events, adopted.getOrDefault(account, List.of()))));
            return updates;
        }
    }

    /** What goes to one account, with one more item in it. */
    Group group(String account, int item) {
        Group group = byAccount.computeIfAbsent(account, _ -> new Group());
        group.items().add(item);
        return group;
    }

    void file(String stream, LedgerEvent event, boolean newStatement, int item) {
        filings.add(new FileEvents.Filing(stream, event, newStatement));
        filed.add(item);
    }

    void park(Anchor waitsFor, StoredFact fact, boolean newStatement, int item) {
        parked.computeIfAbsent(waitsFor, _ -> new ArrayList<>()).add(new Parked(item, fact, newStatement));
    }

    /** What this round would park for an id; now it is known, nothing is parked. */
    List<Parked> unpark(Anchor anchor) {
        List<Parked> waiting = parked.remove(anchor);
        return waiting == null ? List.of() : waiting;
    }

    /** To which something goes. */
    Set<String> accounts() {
        var accounts = new LinkedHashSet<String>();
        byAccount.values().forEach(group -> accounts.addAll(group.arrivals.keySet()));
        return accounts;
    }

    /**
     * What goes to accounts, in units of work of some accounts each: one for every account costs more than deciding its
     * deals, and one for all keeps a single processor busy.
     */
    List<UpdateAccounts> updates(Policies policies, Instant recordedAt) {
        int together = Math.clamp(byAccount.size() / (2L * Runtime.getRuntime().availableProcessors()), 1,
                MOST_TOGETHER);
        var units = new ArrayList<UpdateAccounts>();
        var groups = List.copyOf(byAccount.values());
        for (int from = 0; from < groups.size(); from += together) {
            var updates = new ArrayList<AccountUpdate>();
            var directory = new HashMap<Anchor, String>();
            for (Group group : groups.subList(from, Math.min(from + together, groups.size()))) {
                updates.addAll(group.updates());
                directory.putAll(group.directory);
            }
            units.add(new UpdateAccounts(updates, directory, policies, recordedAt, null));
        }
        return units;
    }

    /** Everything that goes to no account, as one unit of work; null if there is nothing. */
    @Nullable
    FileEvents filings(Instant recordedAt) {
        var all = new ArrayList<>(filings);
        parked.forEach((anchor, waiting) -> waiting.forEach(each -> all.add(new FileEvents.Filing(stream(anchor),
                new FactParked(each.fact(), word(anchor), anchor.id()), each.newStatement()))));
        return all.isEmpty() ? null : new FileEvents(all, recordedAt);
    }

    /** The items in {@link #filings}. */
    Set<Integer> filedItems() {
        var items = new LinkedHashSet<>(filed);
        parked.values().forEach(waiting -> waiting.forEach(each -> items.add(each.item())));
        return items;
    }

    /** Where facts wait for an id. */
    static String stream(Anchor anchor) {
        return "parked/" + word(anchor) + "/" + anchor.id();
    }

    static String word(Anchor anchor) {
        return RecordJson.word(anchor.type());
    }
}

package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.api.matching.AccountName;
import io.dealledger.api.matching.MatchBook;
import io.dealledger.api.matching.Reason;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says as a fact that two account ids are one customer, where two voices name the same thing by its id: a registration
 * tool and a CRM the same opportunity, a converted lead its account. One CRM account goes with one domain; what would
 * unite more than that is a question for a person and not decided here, and so is what accounts are called.
 */
final class AccountMatcher {
    static final String SOURCE = "connectors:accounts";
    private static final Comparator<String> BEST_KEY_FIRST = Comparator
            .<String>comparingInt(
                    key -> key.startsWith(AccountKeys.DOMAIN) ? 0 : key.startsWith(AccountKeys.CRM) ? 1 : 2)
            .thenComparing(Comparator.naturalOrder());

    private final ConnectorStore store;
    private final MatchBook matches;

    AccountMatcher(ConnectorStore store, MatchBook matches) {
        this.store = store;
        this.matches = matches;
    }

    /** @param match to remember once the delivery is durable */
    record Finding(Delivery delivery, Match match) {}

    record Match(String from, String into) {}

    /**
     * Notes the evidence and says what follows from it. If the process stops before the caller has made a finding
     * durable, the evidence is met again with the message, and yields the same statement.
     */
    List<Finding> note(List<SameAccount> evidence, Instant now) {
        var findings = new ArrayList<Finding>();
        store.evidence(last(evidence));
        Map<String, List<SameAccount>> byThing = store
                .disagreements(evidence.stream().map(SameAccount::thing).distinct().toList()).stream()
                .collect(Collectors.groupingBy(SameAccount::thing, LinkedHashMap::new, Collectors.toList()));
        for (List<SameAccount> voices : byThing.values()) {
            voices.stream().map(SameAccount::accountKey).min(BEST_KEY_FIRST)
                    .ifPresent(into -> voices.stream().filter(voice -> !voice.accountKey().equals(into))
                            .forEach(voice -> find(voice, into, voices, now).ifPresent(findings::add)));
        }
        return findings;
    }

    /** Of each voice on each thing what it said last, by business time. */
    private static Collection<SameAccount> last(List<SameAccount> evidence) {
        var last = new LinkedHashMap<List<String>, SameAccount>();
        evidence.forEach(said -> last.merge(List.of(said.thing(), said.voice()), said,
                (before, now) -> now.saidAt().isBefore(before.saidAt()) ? before : now));
        return last.values();
    }

    void remember(Match match) {
        store.match(match.from(), match.into());
    }

    /** What accounts are called is never evidence, and reason enough to ask. */
    void called(List<AccountName> names, Instant now) {
        for (MatchBook.Alike alike : matches.note(names)) {
            List<String> keys = Stream.of(alike.one().accountKey(), alike.other().accountKey()).sorted(BEST_KEY_FIRST)
                    .toList();
            if (!standsFor(keys.getFirst()).equals(standsFor(keys.getLast()))) {
                matches.propose(keys.getLast(), keys.getFirst(), alike.reasons(), now);
            }
        }
    }

    private String standsFor(String key) {
        String into = store.matchOf(key);
        return into == null ? key : into;
    }

    private Optional<Finding> find(SameAccount from, String into, List<SameAccount> voices, Instant now) {
        String known = store.matchOf(from.accountKey());
        if (into.equals(known) || matches.isDecided(from.accountKey(), into)) {
            return Optional.empty();
        }
        String doubt = doubt(from.accountKey(), into, known);
        if (doubt == null) {
            return Optional.of(merge(from, into, voices));
        }
        matches.propose(from.accountKey(), into, List.of(new Reason(Reason.Code.SHARED_ID,
                "both name " + from.thing() + ", but " + doubt)), now);
        return Optional.empty();
    }

    /** Why the two are not united without a person; null where they are. */
    private @Nullable String doubt(String from, String into, @Nullable String known) {
        if (from.startsWith(AccountKeys.DOMAIN)) {
            return "both are domains";
        }
        if (known != null) {
            return from + " goes with " + known + " already";
        }
        return !from.startsWith(AccountKeys.CRM)
                ? null
                : store.matchedInto(into).stream().filter(key -> key.startsWith(AccountKeys.CRM)).findFirst()
                        .map(other -> other + " goes with " + into + " already").orElse(null);
    }

    private static Finding merge(SameAccount from, String into, List<SameAccount> voices) {
        Instant known = voices.stream().filter(voice -> voice.accountKey().equals(into)).map(SameAccount::saidAt)
                .min(Comparator.naturalOrder()).orElse(from.saidAt());
        Instant both = known.isAfter(from.saidAt()) ? known : from.saidAt();
        Delivery.Reading reading = new Speaker("accounts", SOURCE, Map.of())
                .say(from.accountKey(), "account.merged", both).with("from", from.accountKey()).with("into", into)
                .with("note", "both name " + from.thing()).done();
        return new Finding(delivery(from, into, reading), new Match(from.accountKey(), into));
    }

    private static Delivery delivery(SameAccount from, String into, Delivery.Reading reading) {
        byte[] raw = CanonicalJson.write(Map.of("from", from.accountKey(), "into", into, "thing", from.thing()))
                .getBytes(StandardCharsets.UTF_8);
        return ConnectorDelivery.of("accounts", raw, reading);
    }
}

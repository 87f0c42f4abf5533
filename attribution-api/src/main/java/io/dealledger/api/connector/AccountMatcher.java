package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
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

/**
 * Says as a fact that two account ids are one customer, where two voices name the same thing by its id: a registration
 * tool and a CRM the same opportunity, a converted lead its account. One CRM account goes with one domain; what would
 * unite more than that is a question for a person and not decided here.
 */
final class AccountMatcher {
    static final String SOURCE = "connectors:accounts";
    private static final Comparator<String> BEST_KEY_FIRST = Comparator
            .<String>comparingInt(
                    key -> key.startsWith(AccountKeys.DOMAIN) ? 0 : key.startsWith(AccountKeys.CRM) ? 1 : 2)
            .thenComparing(Comparator.naturalOrder());

    private final ConnectorStore store;

    AccountMatcher(ConnectorStore store) {
        this.store = store;
    }

    /** @param match null where there is nothing to remember once the delivery is durable */
    record Finding(Delivery delivery, Optional<Match> match) {}

    record Match(String from, String into) {}

    /**
     * Notes the evidence and says what follows from it. If the process stops before the caller has made a finding
     * durable, the evidence is met again with the message, and yields the same statement.
     */
    List<Finding> note(List<SameAccount> evidence) {
        var findings = new ArrayList<Finding>();
        store.evidence(last(evidence));
        Map<String, List<SameAccount>> byThing = store
                .disagreements(evidence.stream().map(SameAccount::thing).distinct().toList()).stream()
                .collect(Collectors.groupingBy(SameAccount::thing, LinkedHashMap::new, Collectors.toList()));
        for (List<SameAccount> voices : byThing.values()) {
            voices.stream().map(SameAccount::accountKey).min(BEST_KEY_FIRST)
                    .ifPresent(into -> voices.stream().filter(voice -> !voice.accountKey().equals(into))
                            .forEach(voice -> find(voice, into, voices).ifPresent(findings::add)));
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

    private Optional<Finding> find(SameAccount from, String into, List<SameAccount> voices) {
        String known = store.matchOf(from.accountKey());
        if (into.equals(known)) {
            return Optional.empty();
        }
        List<String> others = store.matchedInto(into);
        if (from.accountKey().startsWith(AccountKeys.DOMAIN)) {
            return Optional.of(question(from, into, "both are domains"));
        }
        if (known != null) {
            return Optional.of(question(from, into, from.accountKey() + " goes with " + known + " already"));
        }
        boolean crmAccount = from.accountKey().startsWith(AccountKeys.CRM);
        Optional<String> other = others.stream().filter(key -> key.startsWith(AccountKeys.CRM)).findFirst();
        if (crmAccount && other.isPresent()) {
            return Optional.of(question(from, into, other.get() + " goes with " + into + " already"));
        }
        return Optional.of(merge(from, into, voices));
    }

    private static Finding merge(SameAccount from, String into, List<SameAccount> voices) {
        Instant known = voices.stream().filter(voice -> voice.accountKey().equals(into)).map(SameAccount::saidAt)
                .min(Comparator.naturalOrder()).orElse(from.saidAt());
        Instant both = known.isAfter(from.saidAt()) ? known : from.saidAt();
        Delivery.Reading reading = new Speaker("accounts", SOURCE, Map.of())
                .say(from.accountKey(), "account.merged", both).with("from", from.accountKey()).with("into", into)
                .with("note", "both name " + from.thing()).done();
        return new Finding(delivery(from, into, reading), Optional.of(new Match(from.accountKey(), into)));
    }

    private static Finding question(SameAccount from, String into, String why) {
        var problem = new Problem("data.from", CanonicalJson.write(from.accountKey()),
                "an account that may be one with " + into + ": both name " + from.thing() + ", but " + why
                        + "; a person can state account.merged");
        return new Finding(delivery(from, into, new Delivery.Unread("unreadable", SOURCE,
                from.accountKey() + "/" + into, "attribution.account.merged.v1", List.of(problem))), Optional.empty());
    }

    private static Delivery delivery(SameAccount from, String into, Delivery.Reading reading) {
        byte[] raw = CanonicalJson.write(Map.of("from", from.accountKey(), "into", into, "thing", from.thing()))
                .getBytes(StandardCharsets.UTF_8);
        return ConnectorDelivery.of("accounts", raw, reading);
    }
}

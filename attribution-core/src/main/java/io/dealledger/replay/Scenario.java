package io.dealledger.replay;

import io.dealledger.attribution.Policy;
import io.dealledger.attribution.PolicyReader;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worked case: policies and facts in, questions to ask. */
public record Scenario(String id, Map<String, Policy> policies, List<Delivered> events, List<AskMembers> asks) {
    /** A fact at the moment that the test clock imposes. */
    public record Delivered(long sequence, Statement statement, Instant recordedAt) {}

    record Event(long seq, String id, String kind, String source, Instant occurredAt, Instant recordedAt,
            Map<String, @Nullable Object> data) {}

    /** @throws IllegalArgumentException naming what cannot be read */
    public static Scenario read(Map<String, @Nullable Object> tree) {
        String id = String.valueOf(tree.get("id"));
        var policies = new LinkedHashMap<String, Policy>();
        object(tree, "policies").forEach((version, rules) -> policies.put(version,
                PolicyReader.readOrThrow(version, asObject(rules, "policies." + version))));
        var events = new ArrayList<Delivered>();
        for (Object event : list(tree, "events")) {
            events.add(delivered(asObject(event, "events[" + events.size() + "]")));
        }
        var asks = new ArrayList<AskMembers>();
        for (Object ask : list(tree, "asks")) {
            asks.add(new AskMembers(asObject(ask, "asks[" + asks.size() + "]")));
        }
        return new Scenario(id, policies, List.copyOf(events), List.copyOf(asks));
    }

    private static Delivered delivered(Map<String, @Nullable Object> tree) {
        var problems = new ArrayList<Problem>();
        Event event = RecordJson.read(Event.class, tree, "event", problems);
        if (event != null) {
            switch (FactReader.read(event.kind(), event.data())) {
                case FactReader.Readable(var fact) -> {
                    return new Delivered(event.seq(), new Statement(event.source(), event.id(), event.occurredAt(),
                            null, fact, event.data()), event.recordedAt());
                }
                case FactReader.Unreadable(var found) -> problems.addAll(found);
            }
        }
        throw new IllegalArgumentException("event " + tree.get("id") + ": "
                + String.join("; ", problems.stream().map(Problem::sentence).toList()));
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> tree, String member) {
        Object value = tree.get(member);
        return value == null ? Map.of() : asObject(value, member);
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, @Nullable Object> asObject(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException(path + " is " + value + "; accepted: an object");
    }

    private static List<?> list(Map<String, @Nullable Object> tree, String member) {
        if (tree.get(member) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(member + " is " + tree.get(member) + "; accepted: a list");
    }
}

package io.dealledger.api.query;

import io.dealledger.fact.Statement;
import io.dealledger.replay.AskMembers;
import io.dealledger.replay.Scenario.Delivered;
import io.dealledger.replay.ScenarioFiles.Case;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a published scenario is told to the real program, and how its answers are read. */
final class LiveScenario {
    private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");

    private LiveScenario() {}

    /** The first policy governs from the start; the others are known, and govern when an event says so. */
    static List<String> deliver(LiveProgram program, Case published) {
        Map<String, @Nullable Object> policies = object(published.tree().get("policies"));
        Instant effective = LiveProgram.START;
        for (var policy : policies.entrySet()) {
            program.post("test", "policy-" + policy.getKey(), "policy.published", LiveProgram.START,
                    Map.of("version", policy.getKey(), "effective_from", effective.toString(), "approved_by",
                            List.of("cro", "cfo"), "rules", Objects.requireNonNull(policy.getValue())));
            effective = NEVER;
        }
        var outcomes = new ArrayList<String>();
        for (Delivered event : published.scenario().events()) {
            Statement statement = event.statement();
            outcomes.add(String.valueOf(program.at(event.recordedAt()).post(statement.source(), statement.id(),
                    statement.kind(), statement.occurredAt(), statement.data()).get("outcome")));
        }
        return outcomes;
    }

    static Instant lastMoment(Case published) {
        Instant last = published.scenario().events().getLast().recordedAt();
        for (AskMembers ask : published.scenario().asks()) {
            Instant asOf = ask.instantOrNull("as_of");
            last = asOf != null && asOf.isAfter(last) ? asOf : last;
        }
        return last;
    }

    static String[] parameters(AskMembers ask, String... names) {
        var parameters = new ArrayList<String>();
        for (String name : names) {
            if (ask.has(name)) {
                parameters.addAll(List.of(name, ask.text(name)));
            }
        }
        return parameters.toArray(String[]::new);
    }

    static String[] with(String[] parameters, String... more) {
        var all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    static Map<String, @Nullable Object> pick(Map<String, @Nullable Object> answer,
            Map<String, @Nullable Object> wanted) {
        var picked = new LinkedHashMap<String, @Nullable Object>();
        wanted.keySet().forEach(member -> picked.put(member, answer.get(member)));
        return picked;
    }

    static Map<String, @Nullable Object> first(Map<String, @Nullable Object> answer, String list) {
        return object(LiveProgram.list(answer, list).getFirst());
    }

    static Map<String, @Nullable Object> object(@Nullable Object value) {
        return LiveProgram.object(value);
    }
}

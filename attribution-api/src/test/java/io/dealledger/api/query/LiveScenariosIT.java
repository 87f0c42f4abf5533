package io.dealledger.api.query;

import static io.dealledger.api.query.LiveScenario.deliver;
import static io.dealledger.api.query.LiveScenario.first;
import static io.dealledger.api.query.LiveScenario.lastMoment;
import static io.dealledger.api.query.LiveScenario.object;
import static io.dealledger.api.query.LiveScenario.parameters;
import static io.dealledger.api.query.LiveScenario.pick;
import static io.dealledger.api.query.LiveScenario.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.replay.AskMembers;
import io.dealledger.replay.ScenarioFiles;
import io.dealledger.replay.ScenarioFiles.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published scenarios through the real program: facts in at the imposed recorded_at, questions over HTTP, the same
 * answers. Left out is what no address answers: wrong methods that only a replay shows.
 */
class LiveScenariosIT {
    static List<Case> attribution() {
        return ScenarioFiles.cases("attribution");
    }

    static List<Case> share() {
        return ScenarioFiles.cases("share");
    }

    @ParameterizedTest
    @MethodSource("attribution")
    void attributionIsAsPublished(Case published) {
        isAsPublished(published);
    }

    @ParameterizedTest
    @MethodSource("share")
    void shareIsAsPublished(Case published) {
        isAsPublished(published);
    }

    private static void isAsPublished(Case published) {
        try (var program = new LiveProgram()) {
            List<String> outcomes = deliver(program, published);
            program.at(lastMoment(published).plusSeconds(1));
            for (AskMembers ask : published.scenario().asks()) {
                Map<String, @Nullable Object> expected = object(published.expected().get(ask.text("name")));
                switch (ask.text("type")) {
                    case "attribution" -> attribution(program, ask, expected);
                    case "share" -> share(program, ask, expected);
                    case "share_fiscal" -> fiscal(program, ask, expected);
                    case "pipeline" -> pipeline(program, ask, expected);
                    case "intake" -> intake(published, outcomes, expected);
                    default -> assertThat(ask.text("type")).isEqualTo("influence_views");
                }
            }
        }
    }

    private static void attribution(LiveProgram program, AskMembers ask, Map<String, @Nullable Object> expected) {
        var answer = program.ask("/v1/opportunities/" + ask.text("opportunity_id") + "/attribution",
                parameters(ask, "as_of", "policy"));
        assertThat(pick(answer, expected)).as("%s in %s", ask, answer).isEqualTo(expected);
    }

    private static void share(LiveProgram program, AskMembers ask, Map<String, @Nullable Object> expected) {
        if (ask.has("fx")) {
            return;
        }
        object(expected.getOrDefault("weekly", Map.of())).forEach((week, totals) -> {
            var answer = program.ask("/v1/share", with(parameters(ask, "as_of", "policy", "tz", "basis"), "to", week,
                    "weeks", "1"));
            assertThat(pick(first(answer, "weekly"), object(totals))).as("%s %s", ask, week).isEqualTo(totals);
        });
        if (ask.has("rolling_to")) {
            var answer = program.ask("/v1/share", with(parameters(ask, "as_of", "policy", "tz", "basis"), "to",
                    ask.text("rolling_to")));
            Map<String, @Nullable Object> rolling = object(object(answer.get("rolling")).get("r26"));
            Map<String, @Nullable Object> wanted = object(expected.get("rolling"));
            assertThat(pick(rolling, wanted)).as("%s", ask).isEqualTo(numbers(wanted));
            Object bounds = expected.get("dispute_bounds");
            assertThat(rolling.get("dispute_bounds") == null).as("%s", ask).isEqualTo(bounds == null);
            if (bounds != null) {
                assertThat(pick(object(rolling.get("dispute_bounds")), object(bounds))).isEqualTo(bounds);
            }
        }
        if (ask.has("verdict_at")) {
            verdict(program, ask, object(expected.get("verdict")));
        }
    }

    /** Scenarios say how gates stand, a ledger has to measure them: where the label hangs on them, it says it does not know. */
    private static void verdict(LiveProgram program, AskMembers ask, Map<String, @Nullable Object> expected) {
        var answer = program.ask("/v1/verdict", with(parameters(ask, "as_of", "policy", "tz", "basis"), "week",
                ask.text("verdict_at"), "history_from",
                ask.has("history_from") ? ask.text("history_from") : "unlimited"));
        assertThat(object(object(answer.get("r26")).get("sums")).get("share")).as("%s", ask)
                .isEqualTo(expected.get("r26"));
        assertThat(answer.get("min_r13")).as("%s", ask).isEqualTo(expected.get("min_r13_last_13_readings"));
        Object label = expected.get("label");
        boolean gated = "partner_led".equals(label) || "majority_misaligned".equals(label);
        assertThat(answer.get("label")).as("%s", ask).isEqualTo(gated ? "majority_misaligned" : label);
    }

    private static void fiscal(LiveProgram program, AskMembers ask, Map<String, @Nullable Object> expected) {
        expected.forEach((week, totals) -> {
            var answer = program.ask("/v1/share", "to", week, "weeks", "1", "calendar",
                    "4-5-4@" + ask.text("label") + "@" + ask.text("fiscal_start"));
            assertThat(pick(first(answer, "weekly"), object(totals))).as(week).isEqualTo(totals);
        });
    }

    private static void pipeline(LiveProgram program, AskMembers ask, Map<String, @Nullable Object> expected) {
        var answer = program.ask("/v1/pipeline-share", "to", ask.text("rolling_to"));
        assertThat(pick(object(object(answer.get("rolling")).get("r26")), expected)).isEqualTo(expected);
    }

    private static void intake(Case published, List<String> outcomes, Map<String, @Nullable Object> expected) {
        var events = new LinkedHashMap<String, List<BigDecimal>>();
        for (int i = 0; i < outcomes.size(); i++) {
            // a parked fact is in the ledger like any accepted one
            String outcome = outcomes.get(i).equals("parked") ? "accepted" : outcomes.get(i);
            events.computeIfAbsent(outcome, _ -> new ArrayList<>())
                    .add(BigDecimal.valueOf(published.scenario().events().get(i).sequence()));
        }
        assertThat(events.getOrDefault("accepted", List.of())).hasSize(number(expected.get("accepted")).intValue());
        assertThat(events.getOrDefault("duplicate", List.of())).isEqualTo(numbersOf(expected.get("duplicates")));
        assertThat(events.getOrDefault("quarantined", List.of())).isEqualTo(numbersOf(expected.get("conflicts")));
    }

    private static Map<String, @Nullable Object> numbers(Map<String, @Nullable Object> members) {
        var numbers = new LinkedHashMap<String, @Nullable Object>(members);
        numbers.replaceAll((_, value) -> value instanceof Number number ? new BigDecimal(number.toString()) : value);
        return numbers;
    }

    private static List<BigDecimal> numbersOf(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list)).stream().map(LiveScenariosIT::number).toList();
    }

    private static BigDecimal number(@Nullable Object value) {
        return new BigDecimal(String.valueOf(value));
    }
}

package io.dealledger.api.query;

import static io.dealledger.api.query.LiveScenario.object;
import static io.dealledger.api.query.LiveScenario.parameters;
import static io.dealledger.api.query.LiveScenario.pick;
import static io.dealledger.api.query.LiveScenario.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.json.CanonicalJson;
import io.dealledger.replay.AskMembers;
import io.dealledger.replay.ScenarioFiles;
import io.dealledger.replay.ScenarioFiles.Case;
import io.dealledger.share.IsoWeeks;
import io.dealledger.share.Week;
import io.dealledger.share.WeekCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published scenarios about how a company is arranged, and those about influence, through the real program. A
 * scenario asks about all time, an address about weeks: here ten years of them.
 */
class LiveProgramScenariosIT {
    private static final String TEN_YEARS = "520";

    static Stream<Case> cases() {
        return Stream.concat(ScenarioFiles.cases("operating_model").stream(),
                ScenarioFiles.cases("attribution").stream().filter(each -> each.scenario().asks().stream()
                        .anyMatch(ask -> ask.text("type").equals("influence_views"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAsPublished(Case published) {
        try (var program = new LiveProgram()) {
            LiveScenario.deliver(program, published);
            Instant now = LiveScenario.lastMoment(published).plusSeconds(1);
            program.at(now);
            String week = weekOf(now).label();
            for (AskMembers ask : published.scenario().asks()) {
                Map<String, @Nullable Object> expected = object(published.expected().get(ask.text("name")));
                assertThat(CanonicalJson.write(answer(program, ask, week, expected))).as("%s", ask)
                        .isEqualTo(CanonicalJson.write(expected));
            }
        }
    }

    /** The members that the scenario expects, found in the program's answer. */
    private static Map<String, @Nullable Object> answer(LiveProgram program, AskMembers ask, String week,
            Map<String, @Nullable Object> expected) {
        String[] about = with(parameters(ask, "as_of", "policy"), "to", week, "weeks", TEN_YEARS);
        return switch (ask.text("type")) {
            case "economics" -> economics(ask.has("leave_out")
                    ? program.ask("/v1/economics", with(about, "leave_out", String.join(",", ask.texts("leave_out"))))
                    : program.ask("/v1/economics", about));
            case "coverage" -> coverage(program.ask("/v1/coverage", about));
            case "enablement" -> enablement(program, ask);
            case "production" -> production(program.ask("/v1/partners", about));
            case "influence_views" -> influence(program.ask("/v1/influence", about));
            default -> expected; // deals are compared elsewhere
        };
    }

    private static Map<String, @Nullable Object> economics(Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> partner = object(answer.get("partner"));
        Map<String, @Nullable Object> direct = object(answer.get("direct"));
        var found = new LinkedHashMap<String, @Nullable Object>();
        found.put("cost_partner", partner.get("cost"));
        found.put("cost_direct", direct.get("cost"));
        found.put("qualified", Map.of("partner", Objects.requireNonNull(partner.get("qualified")), "direct",
                Objects.requireNonNull(direct.get("qualified"))));
        found.put("cpqo_partner", partner.get("cost_per_qualified"));
        found.put("cpqo_direct", direct.get("cost_per_qualified"));
        found.put("ratio", answer.get("ratio"));
        found.put("gate", answer.get("state_as_asked"));
        return found;
    }

    private static Map<String, @Nullable Object> coverage(Map<String, @Nullable Object> answer) {
        var found = new LinkedHashMap<String, @Nullable Object>();
        for (Object mode : LiveProgram.list(answer, "modes")) {
            if (object(mode).containsValue("partner_first")) {
                found.put("by_count", object(mode).get("by_count"));
                found.put("by_potential", object(mode).get("by_potential"));
            } else if (object(mode).containsValue("unassigned")) {
                found.put("unassigned", object(mode).get("by_count"));
            }
        }
        found.put("gate", object(answer.get("gate")).get("state"));
        return found;
    }

    /** Certificates expire: what is asked about is the end of a week. */
    private static Map<String, @Nullable Object> enablement(LiveProgram program, AskMembers ask) {
        Instant at = Instant.parse(ask.text("at"));
        Week week = weekOf(at.minusSeconds(1));
        assertThat(WeekCalendar.endOf(week, ZoneOffset.UTC)).isEqualTo(at);
        var answer = program.ask("/v1/partners",
                with(parameters(ask, "as_of", "policy"), "to", week.label(), "weeks", TEN_YEARS));
        var depth = new LinkedHashMap<String, @Nullable Object>();
        LiveProgram.list(answer, "partners").forEach(partner -> depth.put(
                String.valueOf(object(partner).get("partner_id")), object(partner).get("enablement_depth")));
        var found = new LinkedHashMap<String, @Nullable Object>(
                object(object(answer.get("programme")).get("enablement")));
        found.put("depth", depth);
        return found;
    }

    private static Map<String, @Nullable Object> production(Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> programme = object(answer.get("programme"));
        var found = new LinkedHashMap<String, @Nullable Object>(
                pick(programme, Map.of("producing_partner_share", "", "top_partner_share", "")));
        found.put("spearman_prestige_production", programme.get("prestige_production_rho"));
        for (Object cohort : LiveProgram.list(programme, "cohorts")) {
            found.put("per_partner_" + object(cohort).get("recruited_for") + "_cohort",
                    object(cohort).get("revenue_per_partner"));
        }
        return found;
    }

    private static Map<String, @Nullable Object> influence(Map<String, @Nullable Object> answer) {
        var touched = new LinkedHashMap<String, @Nullable Object>();
        var evenSplit = new LinkedHashMap<String, @Nullable Object>();
        for (Object partner : LiveProgram.list(answer, "partners")) {
            String id = String.valueOf(object(partner).get("partner_id"));
            touched.put(id, object(partner).get("touched_not_additive"));
            evenSplit.put(id, object(partner).get("even_split_additive"));
        }
        var found = new LinkedHashMap<String, @Nullable Object>();
        found.put("touched_not_additive", touched);
        found.put("even_split_additive", evenSplit);
        found.put("influenced_total_deduplicated", answer.get("influenced_total_deduplicated"));
        return found;
    }

    private static Week weekOf(Instant at) {
        return Objects.requireNonNull(new IsoWeeks().weekOf(LocalDate.ofInstant(at, ZoneOffset.UTC)));
    }
}

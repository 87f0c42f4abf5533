package io.dealledger.api.query;

import static io.dealledger.api.query.LiveScenario.object;
import static io.dealledger.api.query.LiveScenario.parameters;
import static io.dealledger.api.query.LiveScenario.pick;
import static io.dealledger.api.query.LiveScenario.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Statement;
import io.dealledger.replay.AskMembers;
import io.dealledger.replay.Scenario.Delivered;
import io.dealledger.replay.ScenarioFiles;
import io.dealledger.replay.ScenarioFiles.Case;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published scenarios of comp parity through the real program: every question over HTTP, the same answers. They are
 * told to one program one after another, each {@link #APART} after the one before and under names of its own; a question
 * about the closes of that time is about that scenario alone.
 */
class LiveParityScenariosIT {
    private static final Duration APART = Duration.ofDays(3 * 365);
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Set<String> NAMES = Set.of("plan_id", "ae_id", "owner_ae", "opportunity_id", "account_id",
            "registration_id");

    private static LiveProgram program;
    private static int told;

    static List<Case> parity() {
        return ScenarioFiles.cases("comp_parity");
    }

    @BeforeAll
    static void start() {
        program = new LiveProgram("--ledger.parity.smallest-group=1");
        Map<String, @Nullable Object> policies = object(parity().getFirst().tree().get("policies"));
        assertThat(parity()).allSatisfy(each -> assertThat(each.tree().get("policies")).isEqualTo(policies));
        program.post("test", "policy", "policy.published", LiveProgram.START,
                Map.of("version", "v1", "effective_from", LiveProgram.START.toString(), "approved_by",
                        List.of("cro", "cfo"), "rules", Objects.requireNonNull(policies.get("v1"))));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @ParameterizedTest
    @MethodSource("parity")
    void parityIsAsPublished(Case published) {
        Duration later = APART.multipliedBy(told);
        String prefix = "s" + told + "-";
        told++;
        for (Delivered event : published.scenario().events()) {
            Statement statement = event.statement();
            program.at(event.recordedAt().plus(later)).post(statement.source(), prefix + statement.id(),
                    statement.kind(), statement.occurredAt().plus(later), own(statement.data(), prefix, later));
        }
        program.at(FIRST.plus(later).plus(APART));
        for (AskMembers ask : published.scenario().asks()) {
            Map<String, @Nullable Object> expected = object(published.expected().get(ask.text("name")));
            Map<String, @Nullable Object> answer = answer(ask, prefix, FIRST.plus(later));
            assertThat(shown(ask.text("type"), answer, expected, prefix)).as("%s in %s", ask, answer)
                    .isEqualTo(numbers(expected));
        }
    }

    private static Map<String, @Nullable Object> own(Map<String, @Nullable Object> data, String prefix,
            Duration later) {
        var own = new LinkedHashMap<String, @Nullable Object>(data);
        own.replaceAll((member, value) -> NAMES.contains(member) ? prefix + value : value);
        own.computeIfPresent("accepted_at", (_, at) -> Instant.parse(at.toString()).plus(later).toString());
        return own;
    }

    private static Map<String, @Nullable Object> answer(AskMembers ask, String prefix, Instant from) {
        String[] asked = with(parameters(ask, "tolerance"), "period",
                day(from) + "/" + day(from.plus(APART)), "deals", "true", "min_n", number(ask, "min_n", "5"), "k",
                number(ask, "k", "1"));
        String[] ofSeller = ask.has("ae_id") ? with(asked, "ae_id", prefix + ask.text("ae_id")) : asked;
        return program.ask("/v1/parity",
                ask.text("type").equals("suppress") ? with(ofSeller, "by", "region") : ofSeller);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String number(AskMembers ask, String name, String otherwise) {
        return ask.has(name) ? String.valueOf(ask.members().get(name)) : otherwise;
    }

    private static Map<String, @Nullable Object> shown(String type, Map<String, @Nullable Object> answer,
            Map<String, @Nullable Object> expected, String prefix) {
        Map<String, @Nullable Object> company = object(answer.get("company"));
        return switch (type) {
            case "parity_plan" -> plan(answer, expected, prefix);
            case "parity_observed" -> observed(company, expected);
            case "welch" -> pick(object(company.get("interval")), expected);
            case "retained" -> pick(object(company.get("retention")), expected);
            case "split_views" -> pick(object(company.get("split")), expected);
            case "timing" -> pick(object(company.get("timing")), expected);
            case "suppress" -> suppressed(answer);
            default -> throw new AssertionError("no address answers " + type);
        };
    }

    private static Map<String, @Nullable Object> plan(Map<String, @Nullable Object> answer,
            Map<String, @Nullable Object> expected, String prefix) {
        Map<String, @Nullable Object> shown = pick(object(object(answer.get("company")).get("earned")), expected);
        var perDeal = new TreeMap<String, @Nullable Object>();
        for (Object each : LiveProgram.list(object(answer.get("deals")), "first")) {
            Map<String, @Nullable Object> deal = object(each);
            object(perDeal.computeIfAbsent(published(deal, "ae_id", prefix), _ -> new TreeMap<>()))
                    .put(published(deal, "opportunity_id", prefix),
                            pick(deal, Map.of("actual", "", "if_direct", "")));
        }
        shown.put("per_deal", perDeal);
        return shown;
    }

    private static String published(Map<String, @Nullable Object> deal, String member, String prefix) {
        return String.valueOf(deal.get(member)).substring(prefix.length());
    }

    private static Map<String, @Nullable Object> observed(Map<String, @Nullable Object> company,
            Map<String, @Nullable Object> expected) {
        Map<String, @Nullable Object> observed = object(company.get("observed"));
        Map<String, @Nullable Object> shown = pick(observed, expected);
        var segments = new TreeMap<String, @Nullable Object>();
        for (Object each : LiveProgram.list(observed, "strata")) {
            Map<String, @Nullable Object> stratum = object(each);
            segments.put(String.valueOf(stratum.get("stratum")), pick(stratum,
                    Map.of("partner_rate", "", "direct_rate", "", "ratio", "", "weight", "")));
        }
        if (!segments.isEmpty()) {
            shown.put("segments", segments);
        }
        return shown;
    }

    private static Map<String, @Nullable Object> suppressed(Map<String, @Nullable Object> answer) {
        var shown = new TreeMap<String, @Nullable Object>();
        for (Object each : LiveProgram.list(answer, "groups")) {
            Map<String, @Nullable Object> group = object(each);
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("aes", group.get("sellers"));
            row.put("rate", rate(group));
            row.put("suppressed", group.get("suppressed"));
            shown.put(String.valueOf(group.get("value")), row);
        }
        Map<String, @Nullable Object> company = object(answer.get("company"));
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("rate", rate(company));
        all.put("suppressed", company.get("suppressed"));
        shown.put("all", all);
        return shown;
    }

    private static @Nullable Object rate(Map<String, @Nullable Object> group) {
        Object observed = group.get("observed");
        return observed == null ? null : object(observed).get("effective_rate");
    }

    /** The answer's numbers are BigDecimal, at any depth. */
    private static Map<String, @Nullable Object> numbers(Map<String, @Nullable Object> members) {
        var numbers = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> numbers.put(name, switch (value) {
            case Number number -> new BigDecimal(number.toString());
            case Map<?, ?> inner -> numbers(object(inner));
            case null, default -> value;
        }));
        return numbers;
    }
}

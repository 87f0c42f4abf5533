package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.hubspot.DealEvent.Stage;
import io.dealledger.api.intake.Delivery;
import io.dealledger.json.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the account's deal stages mean, by their ids and labels. The settings speak first, then what the vendor's pipelines
 * say, then the stages that every account begins with.
 */
record StageCatalogue(Portal portal, Map<String, Stage> told) {
    /** There is one for all deals of an account. */
    static final RecordKey KEY = new RecordKey("pipelines", "deals");
    private static final Map<String, Stage> FIRST = Map.ofEntries(Map.entry("appointmentscheduled", Stage.OPEN),
            Map.entry("qualifiedtobuy", Stage.QUALIFIED), Map.entry("presentationscheduled", Stage.QUALIFIED),
            Map.entry("decisionmakerboughtin", Stage.QUALIFIED), Map.entry("contractsent", Stage.QUALIFIED),
            Map.entry("closedwon", Stage.WON), Map.entry("closedlost", Stage.LOST));

    static StageCatalogue of(Portal portal, @Nullable Map<String, @Nullable Object> state) {
        var told = new HashMap<String, Stage>();
        if (state != null && state.get("stages") instanceof Map<?, ?> stages) {
            stages.forEach((stage, word) -> told.put((String) stage, Stage.valueOf((String) word)));
        }
        return new StageCatalogue(portal, told);
    }

    /** Null where nobody has told. */
    @Nullable
    Stage meaning(String stage) {
        Stage set = portal.stages().get(stage);
        if (set != null) {
            return set;
        }
        Stage usual = FIRST.get(stage.toLowerCase(Locale.ROOT).replace(" ", "").replace("-", ""));
        Stage known = told.get(stage);
        // the pipelines know won and lost; how far an open deal is they do not say
        return known == null || (known == Stage.OPEN && usual == Stage.QUALIFIED) ? usual : known;
    }

    static boolean isCatalogue(Map<?, ?> answer) {
        return answer.get("results") instanceof List<?> pipelines && !pipelines.isEmpty()
                && pipelines.getFirst() instanceof Map<?, ?> first && first.get("stages") instanceof List<?>;
    }

    static Entry entry(Portal portal, Map<?, ?> answer, byte[] raw) {
        Map<String, Stage> stages = read(answer);
        return new Entry.Change(KEY, raw, (state, _) -> {
            Map<String, Stage> before = of(portal, state).told();
            var now = new TreeMap<String, @Nullable Object>();
            before.forEach((stage, meaning) -> now.put(stage, meaning.name()));
            stages.forEach((stage, meaning) -> now.put(stage, meaning.name()));
            List<Delivery.Reading> questions = questions(portal, before, stages);
            return new Entry.Result(stages.equals(before) ? RecordOutcome.DUPLICATE : RecordOutcome.NO_FACT, questions,
                    List.of(), Map.of("stages", now));
        });
    }

    /** Won means a probability of one; lost a closed stage of none. Two stages of one label that differ have none. */
    private static Map<String, Stage> read(Map<?, ?> answer) {
        var stages = new HashMap<String, Stage>();
        var unclear = new ArrayList<String>();
        for (Object pipeline : (List<?>) Objects.requireNonNull(answer.get("results"))) {
            if (pipeline instanceof Map<?, ?> members && members.get("stages") instanceof List<?> list) {
                for (Object each : list) {
                    if (each instanceof Map<?, ?> stage && stage.get("id") instanceof String id
                            && stage.get("metadata") instanceof Map<?, ?> metadata) {
                        Stage meaning = meaning(metadata);
                        stages.put(id, meaning);
                        String label = String.valueOf(stage.get("label"));
                        if (stages.putIfAbsent(label, meaning) instanceof Stage other && other != meaning) {
                            unclear.add(label);
                        }
                    }
                }
            }
        }
        unclear.forEach(stages::remove);
        return stages;
    }

    private static Stage meaning(Map<?, ?> metadata) {
        String probability = String.valueOf(metadata.get("probability"));
        if (probability.matches("1(\\.0+)?")) {
            return Stage.WON;
        }
        boolean closed = !"false".equals(String.valueOf(metadata.get("isClosed")));
        return closed && probability.matches("0(\\.0+)?") ? Stage.LOST : Stage.OPEN;
    }

    /** An outcome that flips without any deal having changed is nothing to be decided by a program. */
    private static List<Delivery.Reading> questions(Portal portal, Map<String, Stage> before,
            Map<String, Stage> now) {
        return now.entrySet().stream().filter(stage -> before.containsKey(stage.getKey())
                && before.get(stage.getKey()) != stage.getValue()).sorted(Map.Entry.comparingByKey())
                .map(stage -> (Delivery.Reading) new Delivery.Unread("unreadable", portal.speaker().source(),
                        "pipelines/" + stage.getKey() + "/" + stage.getValue(), null,
                        List.of(new Problem("stage " + stage.getKey(), stage.getValue().name().toLowerCase(Locale.ROOT),
                                "what it was, "
                                        + Objects.requireNonNull(before.get(stage.getKey())).name()
                                                .toLowerCase(Locale.ROOT)
                                        + ": deals that entered it before keep the meaning that it had; discard this"
                                        + " once somebody has looked"))))
                .toList();
    }
}

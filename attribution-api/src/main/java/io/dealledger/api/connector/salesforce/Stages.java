package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.salesforce.Org.Stage;
import io.dealledger.api.intake.Delivery;
import io.dealledger.json.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the org's stages are closed, and which of those are won, for records that say their stage and not that. The
 * settings speak first, then the org's own catalogue.
 */
record Stages(Org org, Map<String, Stage> told) {
    /** There is one for all opportunities. */
    static final RecordKey KEY = new RecordKey("OpportunityStage", "all");
    static final String OBJECT = "OpportunityStage";
    private static final String STAGE_NAME = "StageName";

    static Stages of(Org org, @Nullable Map<String, @Nullable Object> state) {
        var told = new TreeMap<String, Stage>();
        if (state != null && state.get("stages") instanceof Map<?, ?> stages) {
            stages.forEach((stage, word) -> told.put((String) stage, Stage.valueOf((String) word)));
        }
        return new Stages(org, told);
    }

    /** Whether it names a stage of which nobody has said how it ends. */
    boolean isUnclear(ChangeEvent event) {
        String name = event.text(STAGE_NAME);
        return name != null && event.flag("IsClosed") == null && event.flag("IsWon") == null
                && !org.stages().containsKey(name) && !told.containsKey(name);
    }

    /** With what the catalogue says of its stage, where the record itself and the settings say nothing. */
    ChangeEvent resolve(ChangeEvent event) {
        String name = event.text(STAGE_NAME);
        Stage stage = name == null || org.stages().containsKey(name) ? null : told.get(name);
        return stage == null || event.flag("IsClosed") != null || event.flag("IsWon") != null
                ? event
                : event.with(Map.of("IsClosed", stage != Stage.OPEN, "IsWon", stage == Stage.WON));
    }

    /** @param rows of the catalogue */
    static Entry entry(Org org, List<Row> rows, byte[] raw) {
        var stages = new TreeMap<String, Stage>();
        for (Row row : rows) {
            String name = row.text("ApiName") == null ? row.text("MasterLabel") : row.text("ApiName");
            if (name != null && row.values().get("IsClosed") instanceof Boolean closed
                    && row.values().get("IsWon") instanceof Boolean won) {
                stages.put(name, won ? Stage.WON : closed ? Stage.LOST : Stage.OPEN);
            }
        }
        return new Entry.Change(KEY, raw, (state, _) -> {
            Map<String, Stage> before = of(org, state).told();
            var now = new TreeMap<String, @Nullable Object>();
            before.forEach((stage, meaning) -> now.put(stage, meaning.name()));
            stages.forEach((stage, meaning) -> now.put(stage, meaning.name()));
            return new Entry.Result(before.equals(stages) ? RecordOutcome.DUPLICATE : RecordOutcome.NO_FACT,
                    questions(org, before, stages), List.of(), Map.of("stages", now));
        });
    }

    /** An outcome that flips without any deal having changed is nothing to be decided by a program. */
    private static List<Delivery.Reading> questions(Org org, Map<String, Stage> before, Map<String, Stage> now) {
        return now.entrySet().stream()
                .filter(stage -> before.get(stage.getKey()) instanceof Stage other && other != stage.getValue())
                .map(stage -> (Delivery.Reading) new Delivery.Unread("unreadable", org.speaker().source(),
                        OBJECT + "/" + stage.getKey() + "/" + stage.getValue(), null,
                        List.of(new Problem("stage " + stage.getKey(), word(stage.getValue()),
                                "what it was, " + word(before.get(stage.getKey()))
                                        + ": Salesforce tells no change of the deals in it; discard this once"
                                        + " somebody has looked at them"))))
                .toList();
    }

    private static String word(@Nullable Stage stage) {
        return String.valueOf(stage).toLowerCase(Locale.ROOT);
    }
}

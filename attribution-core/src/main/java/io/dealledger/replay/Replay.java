package io.dealledger.replay;

import io.dealledger.statistics.StudentT;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs scenarios through the rules, in memory. */
public final class Replay {
    private final Map<String, Ask> asks = new TreeMap<>();

    /** @param studentT for the intervals of comp parity */
    public Replay(StudentT studentT) {
        List.<Ask.Catalogue>of(new AttributionAsks(), new ShareAsks(), new ParityAsks(studentT),
                new ProgramAsks())
                .forEach(catalogue -> asks.putAll(catalogue.asks()));
    }

    /**
     * The answers by the name of the ask, as JSON trees.
     *
     * @throws IllegalArgumentException if the scenario asks something unknown or cannot be read
     */
    public Map<String, @Nullable Object> run(Scenario scenario) {
        var ledger = new InMemoryLedger(scenario.policies());
        scenario.events().forEach(event -> ledger.deliver(event.statement(), event.recordedAt(), event.sequence()));
        var answers = new LinkedHashMap<String, @Nullable Object>();
        for (AskMembers members : scenario.asks()) {
            String type = members.text("type");
            Ask ask = asks.get(type);
            if (ask == null) {
                throw new IllegalArgumentException(
                        "ask '" + members.text("name") + "' has type '" + type + "'; accepted: " + asks.keySet());
            }
            answers.put(members.text("name"), ask.answer(ledger, members));
        }
        return answers;
    }
}

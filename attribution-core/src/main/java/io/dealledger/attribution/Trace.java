package io.dealledger.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the steps of one decision in order. */
final class Trace {
    private final List<TraceStep> steps = new ArrayList<>();

    void pass(String rule, @Nullable String subject, String code, String words, List<? extends Cited<?>> facts) {
        steps.add(step(rule, subject, code, true, words, facts));
    }

    void fail(String rule, @Nullable String subject, String code, String words, List<? extends Cited<?>> facts) {
        steps.add(step(rule, subject, code, false, words, facts));
    }

    List<TraceStep> steps() {
        return List.copyOf(steps);
    }

    private static TraceStep step(String rule, @Nullable String subject, String code, boolean passed, String words,
            List<? extends Cited<?>> facts) {
        var refs = new LinkedHashSet<String>();
        facts.stream().sorted(Comparator.comparing(Cited::recordedAt))
                .forEach(cited -> refs.add(cited.ref()));
        return new TraceStep(rule, subject, code, passed, List.copyOf(refs), words);
    }
}

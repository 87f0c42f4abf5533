package io.dealledger.fact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Facts as tests say them, each known the moment it was true: {@code new Recorded().at("2026-03-01", fact)}. */
public final class Recorded {
    private final List<RecordedFact> facts = new ArrayList<>();

    /** @param at an instant, or a day at whose noon in UTC it was */
    public Recorded at(String at, Fact fact) {
        Instant occurredAt = instant(at);
        int number = facts.size() + 1;
        facts.add(new RecordedFact(
                new Statement("test", "e" + number, occurredAt, null, fact, FactReader.write(fact)), occurredAt,
                number));
        return this;
    }

    public List<RecordedFact> facts() {
        return List.copyOf(facts);
    }

    /** The same in another order of delivery. */
    public List<RecordedFact> shuffled(long seed) {
        var shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    public static Instant instant(String at) {
        return Instant.parse(at.length() == 10 ? at + "T12:00:00Z" : at);
    }
}

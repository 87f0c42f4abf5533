package io.dealledger.api.intake;

import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An intake that only remembers, for tests of what comes before it. Safe for several threads. */
final class RecordingIntake implements Intake {
    private static final Instant RECORDED_AT = Instant.parse("2026-04-01T00:00:00.000001Z");

    private final List<Delivery> deliveries = new ArrayList<>();
    private final Map<List<String>, Long> positions = new HashMap<>();
    private int callsUntilUnavailable = Integer.MAX_VALUE;
    private int refusals;
    private int lostAnswers;

    @Override
    public synchronized List<Receipt> accept(List<Delivery> batch) {
        if (callsUntilUnavailable-- <= 0 || refusals-- > 0) {
            throw new IntakeUnavailableException("the database is away");
        }
        deliveries.addAll(batch);
        List<Receipt> receipts = batch.stream().map(this::receipt).toList();
        if (lostAnswers-- > 0) {
            throw new IntakeUnavailableException("stored, but the answer is lost");
        }
        return receipts;
    }

    /** How many different facts were counted in. */
    synchronized int facts() {
        return positions.size();
    }

    /** Failed and not stored. */
    synchronized void refuses(int calls) {
        refusals = calls;
    }

    /** Failed but stored. */
    synchronized void losesAnswers(int calls) {
        lostAnswers = calls;
    }

    synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Away from the call after these on. */
    synchronized void failsAfter(int calls) {
        callsUntilUnavailable = calls;
    }

    synchronized void forget() {
        deliveries.clear();
        positions.clear();
        callsUntilUnavailable = Integer.MAX_VALUE;
        refusals = 0;
        lostAnswers = 0;
    }

    private Receipt receipt(Delivery delivery) {
        return switch (delivery.reading()) {
            case Delivery.Read(var statement) -> {
                Long first = positions.putIfAbsent(List.of(statement.source(), statement.id()),
                        (long) positions.size());
                yield new Receipt(statement.source(), statement.id(),
                        first == null ? Receipt.Outcome.ACCEPTED : Receipt.Outcome.DUPLICATE,
                        first == null ? positions.size() - 1L : first, RECORDED_AT, null, null);
            }
            case Delivery.Unread(_, var source, var id, _, var problems) -> new Receipt(source, id,
                    Receipt.Outcome.QUARANTINED, null, RECORDED_AT,
                    problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")), "q-1");
        };
    }
}

package io.dealledger.api.connector;

import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Intake;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.intake.Receipt;
import io.dealledger.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts in what comes, by the rules of idempotency, and remembers it. */
final class RecordingIntake implements Intake {
    enum Failure {
        NONE, BEFORE_STORING, AFTER_STORING
    }

    private static final Instant RECORDED = Instant.parse("2026-07-15T00:00:00Z");

    private final Map<String, Statement> accepted = new LinkedHashMap<>();
    private final List<Delivery> quarantined = new ArrayList<>();
    private final Set<String> ways = new TreeSet<>();
    private Failure failure = Failure.NONE;

    synchronized List<Statement> statements() {
        return List.copyOf(accepted.values());
    }

    synchronized List<Delivery> quarantined() {
        return List.copyOf(quarantined);
    }

    /** By which ways deliveries came, sorted. */
    synchronized Set<String> ways() {
        return new TreeSet<>(ways);
    }

    synchronized void forget() {
        ways.clear();
        accepted.clear();
        quarantined.clear();
    }

    void fail(Failure next) {
        failure = next;
    }

    @Override
    public synchronized List<Receipt> accept(List<Delivery> deliveries) {
        if (failure == Failure.BEFORE_STORING) {
            throw new IntakeUnavailableException("the database is away");
        }
        List<Receipt> receipts = deliveries.stream().map(this::accept).toList();
        if (failure == Failure.AFTER_STORING) {
            throw new IntakeUnavailableException("stored, but the answer was lost");
        }
        return receipts;
    }

    private Receipt accept(Delivery delivery) {
        ways.add(delivery.via());
        return switch (delivery.reading()) {
            case Delivery.Unread(_, var source, var id, _, var problems) -> {
                quarantined.add(delivery);
                yield new Receipt(source, id, Receipt.Outcome.QUARANTINED, null, RECORDED, problems.toString(), "q");
            }
            case Delivery.Read(Statement statement) -> {
                Statement first = accepted.putIfAbsent(statement.source() + " " + statement.id(), statement);
                if (first != null && !first.contentHash().equals(statement.contentHash())) {
                    throw new AssertionError("one id, two contents: " + first + " and " + statement);
                }
                yield new Receipt(statement.source(), statement.id(), first == null
                        ? Receipt.Outcome.ACCEPTED
                        : Receipt.Outcome.DUPLICATE, 0L, RECORDED, null, null);
            }
        };
    }
}

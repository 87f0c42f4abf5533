package io.dealledger.api.demo;

import io.dealledger.fact.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the sample company's systems say, and when their nightly sync brings it to the ledger. */
final class SampleLog {
    static final String CRM = "salesforce:00DHARBOR";
    static final String PRM = "partnerstack:harbor";
    static final String FINANCE = "erp:harbor";
    static final String BOARD = "governance:harbor";

    private static final Duration SYNC = Duration.ofHours(20);

    private final List<SampleFact> facts = new ArrayList<>();

    /** Heard of with that day's sync. */
    void say(String source, String id, Instant occurredAt, Fact fact) {
        sayLate(source, id, occurredAt, 0, fact);
    }

    /** Heard of with the sync that many days later. */
    void sayLate(String source, String id, Instant occurredAt, int daysLater, Fact fact) {
        add(SampleFact.of(source, id, occurredAt, syncAfter(occurredAt, daysLater), fact));
    }

    void add(SampleFact fact) {
        facts.add(fact);
    }

    /** Says something else, or at another time, under the same id. */
    void replace(SampleFact fact) {
        facts.replaceAll(said -> said.id().equals(fact.id()) ? fact : said);
    }

    static Instant syncAfter(Instant occurredAt, int daysLater) {
        return occurredAt.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay().plusDays(daysLater)
                .toInstant(ZoneOffset.UTC).plus(SYNC);
    }

    SampleFact find(String id) {
        return facts.stream().filter(fact -> fact.id().equals(id)).findFirst().orElseThrow();
    }

    /** What the ledger heard until {@code end}, in the order in which it heard it. */
    List<SampleFact> heardUntil(Instant end) {
        return facts.stream().filter(fact -> !fact.heardAt().isAfter(end))
                .sorted(Comparator.comparing(SampleFact::heardAt).thenComparing(SampleFact::occurredAt)).toList();
    }
}

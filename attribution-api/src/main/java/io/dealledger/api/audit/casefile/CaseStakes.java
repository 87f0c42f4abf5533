package io.dealledger.api.audit.casefile;

import io.dealledger.account.FactFiled;
import io.dealledger.account.SharePublished;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.fact.IntakeGapDetected;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.parity.PayMovement;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What hangs on the case beside its account: pay, the weeks as they were published, and what feeds missed meanwhile. */
final class CaseStakes {
    private static final Fraction HALF = Fraction.of(1, 2);

    private CaseStakes() {}

    /** What sellers were credited and paid for the deal. */
    static List<Map<String, @Nullable Object>> pay(List<CaseRecord> records, String opportunityId) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (CaseRecord record : records) {
            StoredFact fact = filed(record);
            PayMovement moved = fact == null ? null : PayMovement.of(fact.statement().fact(), fact.occurredAt());
            if (fact != null && moved != null && moved.opportunityId().equals(opportunityId)) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("position", record.position());
                row.put("fact", fact.source() + "/" + fact.id());
                row.put("occurred_at", fact.occurredAt().toString());
                row.put("kind", fact.kind());
                row.put("seller", moved.aeId());
                row.put("amount", moved.amount().toPlainString());
                row.put("currency", moved.currency() == null ? null : moved.currency().getCurrencyCode());
                rows.add(row);
            }
        }
        return rows;
    }

    /** Whether an event says what a seller was credited or paid for a deal. */
    static boolean isPay(CaseRecord record, String opportunityId) {
        return !pay(List.of(record), opportunityId).isEmpty();
    }

    private static @Nullable StoredFact filed(CaseRecord record) {
        return record.event() instanceof FactFiled(_, var fact) ? fact : null;
    }

    /** Stretches that feeds say they missed between the first fact of the case and the last. */
    static List<Map<String, @Nullable Object>> gaps(List<CaseRecord> records, List<CaseRecord> facts) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (CaseRecord record : records) {
            StoredFact fact = filed(record);
            if (fact != null && fact.statement().fact() instanceof IntakeGapDetected gap && touches(gap, facts)) {
                rows.add(Map.of("position", record.position(), "fact", fact.source() + "/" + fact.id(), "feed",
                        gap.feed(), "from", gap.from().toString(), "to", gap.to().toString(), "recorded_at",
                        fact.recordedAt().toString()));
            }
        }
        return rows;
    }

    /** @param facts by business time */
    static boolean touches(IntakeGapDetected gap, List<CaseRecord> facts) {
        Instant first = CaseContent.factOf(facts.getFirst()).occurredAt();
        Instant last = CaseContent.factOf(facts.getLast()).occurredAt();
        return !gap.to().isBefore(first) && !gap.from().isAfter(last);
    }

    /**
     * Each publication of the weeks in which the deal counts: what was sealed, and what the week's share and that of the
     * half-year would have been under each reading. Null where the deal is in another currency than the publication.
     *
     * @param readings of {@link CaseMoney#readings}
     */
    static List<Map<String, @Nullable Object>> label(List<CaseRecord> records, Decision inForce,
            List<Map<String, @Nullable Object>> readings) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (CaseRecord record : records) {
            if (record.event() instanceof SharePublished publication) {
                Definition definition = Definition.parse(publication.definition());
                BigDecimal amount = amount(definition, inForce, publication.week());
                for (Map<String, @Nullable Object> reading : readings) {
                    rows.add(row(record.position(), publication, inForce, reading, amount));
                }
            }
        }
        return rows;
    }

    /** What the deal adds to a week; null where it is in another currency. */
    private static @Nullable BigDecimal amount(Definition definition, Decision inForce, String week) {
        List<Posting> postings = definition.scope().postings(inForce, definition.currency()).stream()
                .filter(posting -> isIn(definition.weekOf(posting), week)).toList();
        if (!postings.stream().allMatch(posting -> posting.currency().equals(definition.currency()))) {
            return null;
        }
        return postings.stream().map(Posting::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isIn(@Nullable Week week, String label) {
        return week != null && week.label().equals(label);
    }

    /** Whether the deal counts in the week of a publication. */
    static boolean concerns(SharePublished publication, Decision inForce) {
        Definition definition = Definition.parse(publication.definition());
        return definition.scope().postings(inForce, definition.currency()).stream()
                .anyMatch(posting -> isIn(definition.weekOf(posting), publication.week()));
    }

    private static Map<String, @Nullable Object> row(long position, SharePublished publication, Decision inForce,
            Map<String, @Nullable Object> reading, @Nullable BigDecimal amount) {
        Map<String, @Nullable Object> numbers = publication.numbers();
        BigDecimal moved = amount == null
                ? null
                : amount.multiply(BigDecimal.valueOf(sourced(reading.get("tag")) - sourced(inForceTag(inForce))));
        Map<?, ?> half = numbers.get("r26") instanceof Map<?, ?> map ? map : Map.of();
        Fraction published = share(half, BigDecimal.ZERO);
        Fraction then = moved == null ? null : share(half, moved);
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("position", position);
        row.put("week", publication.week());
        row.put("definition", publication.definition());
        row.put("label", numbers.get("verdict") instanceof Map<?, ?> verdict ? verdict.get("label") : null);
        row.put("reading", reading.get("reading"));
        row.put("sourced_moved", moved == null ? null : moved.toPlainString());
        row.put("week_share", Fraction.show(share(numbers, BigDecimal.ZERO)));
        row.put("week_share_then", moved == null ? null : Fraction.show(share(numbers, moved)));
        row.put("half_year_share", Fraction.show(published));
        row.put("half_year_share_then", then == null ? null : Fraction.show(then));
        row.put("crosses_half", published == null || then == null
                ? null
                : published.compareTo(HALF) >= 0 != then.compareTo(HALF) >= 0);
        return row;
    }

    private static String inForceTag(Decision inForce) {
        return RecordJson.word(inForce.tag());
    }

    private static int sourced(@Nullable Object tag) {
        return Objects.equals(tag, "sourced") ? 1 : 0;
    }

    private static @Nullable Fraction share(Map<?, ?> sums, BigDecimal moved) {
        if (!(sums.get("sourced") instanceof String sourced && sums.get("total") instanceof String total)) {
            return null;
        }
        return Fraction.ratio(new BigDecimal(sourced).add(moved), new BigDecimal(total));
    }
}

package io.dealledger.attribution;

import io.dealledger.fact.RecordedFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random history of a few accounts, dense in the cases that the rules tell apart; the same for the same seed. */
public final class GeneratedHistory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> ACTIVITIES = List.of("joint_discovery", "technical_validation", "coffee");

    private final Random random;
    private final String prefix;
    private final History history;

    public GeneratedHistory(long seed) {
        this(seed, "");
    }

    /** @param prefix of all ids, so that histories can share a ledger */
    public GeneratedHistory(long seed, String prefix) {
        this.prefix = prefix;
        history = new History(prefix + "test");
        random = new Random(seed);
        int facts = 15 + random.nextInt(50);
        for (int i = 0; i < facts; i++) {
            tellSomething();
        }
    }

    public List<RecordedFact> facts() {
        return history.facts();
    }

    private void tellSomething() {
        switch (random.nextInt(17)) {
            case 0, 1, 2 -> tell("registration.submitted", "registration_id", registration(), "partner_id", partner(),
                    "account_id", account());
            case 3, 4 -> tell("registration.approved", "registration_id", registration(), "approved_by", "ops");
            case 5 -> tell("registration.rejected", "registration_id", registration());
            case 6, 7 -> tell("opportunity.created", "opportunity_id", opportunity(), "account_id", account(),
                    "deal_type", random.nextInt(6) == 0 ? "renewal" : "new_logo");
            case 8, 9 -> tell("opportunity.closed_won", "opportunity_id", opportunity(), "amount",
                    random.nextInt(100_000) + "." + (10 + random.nextInt(90)), "currency", "USD");
            case 10 -> tell("cosell.activity", "opportunity_id", opportunity(), "partner_id", partner(), "activity",
                    ACTIVITIES.get(random.nextInt(3)));
            case 11 -> tell("partner.introduction_logged", "partner_id", partner(), "account_id", account());
            case 12 -> tell("account.direct_touch", "account_id", account());
            case 13 -> tell("split.agreed", "opportunity_id", opportunity(), "weights",
                    Map.of("P1", "1/3", "P2", "2/3"), "agreed_by", List.of("P1", "P2"));
            case 14 -> tell("dispute.opened", "dispute_id", prefix + "D1", "opportunity_id", prefix + "O1",
                    "claimant", "P3", "claim", Map.of("tag", "sourced", "partner_id", "P3"));
            case 15 -> tell("dispute.resolved", "dispute_id", prefix + "D1", "decision",
                    Map.of("tag", "sourced", "partner_id", "P3"), "decided_by", person(), "approved_by", person(),
                    "evidence", List.of());
            default -> tellRareThing();
        }
    }

    private void tellRareThing() {
        switch (random.nextInt(6)) {
            case 0 -> tellWhoIsOne("account.merged");
            case 5 -> tellWhoIsOne("account.unmerged", "reason", "an error", "approved_by", List.of("steward"));
            case 1 -> tell("opportunity.account_changed", "opportunity_id", opportunity(), "account_id", account());
            case 2 -> tell("opportunity.reopened", "opportunity_id", opportunity());
            case 3 -> tell("opportunity.refunded", "opportunity_id", opportunity(), "amount", "1.00", "reason", "r");
            default -> tell("registration.extended", "registration_id", registration(), "days", 30, "approved_by",
                    "ops");
        }
    }

    private void tellWhoIsOne(String kind, Object... more) {
        int from = random.nextInt(3);
        var members = new ArrayList<Object>(
                List.of("from", prefix + "A" + from, "into", prefix + "A" + (from + 1) % 3));
        members.addAll(List.of(more));
        tell(kind, members.toArray());
    }

    /** Seconds collide often, and the ledger learns late of some. */
    private void tell(String kind, Object... members) {
        Instant occurredAt = START.plus(Duration.ofHours(random.nextInt(24 * 60)));
        Instant recordedAt = occurredAt.plus(random.nextInt(4) == 0
                ? Duration.ofDays(random.nextInt(40))
                : Duration.ZERO);
        history.tellLate(kind, occurredAt.toString(), recordedAt.toString(), members);
    }

    private String registration() {
        return prefix + "R" + random.nextInt(4);
    }

    private String opportunity() {
        return prefix + "O" + random.nextInt(4);
    }

    private String partner() {
        return "P" + random.nextInt(3);
    }

    private String account() {
        return prefix + "A" + random.nextInt(3);
    }

    private String person() {
        return List.of("auditor", "finance", "P3").get(random.nextInt(3));
    }
}

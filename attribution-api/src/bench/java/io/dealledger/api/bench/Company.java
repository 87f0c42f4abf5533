package io.dealledger.api.bench;

import io.dealledger.fact.Fact;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A company that sells: a hundred deals at a time, some brought by partners, each told from the registration to the close.
 * Deals are told side by side, as a year of a real one would be.
 */
final class Company {
    static final int DEALS = 100;
    private static final Duration REACH = Duration.ofDays(540);

    private final Random random;
    private final String name;
    private final Instant until;
    private final int dealsOfOneAccount;
    private int wave = -1;

    /** @param until when the last deals close; they go 540 days back from there */
    Company(long seed, String name, Instant until, int dealsOfOneAccount) {
        this.random = new Random(seed ^ name.hashCode());
        this.name = name;
        this.dealsOfOneAccount = dealsOfOneAccount;
        this.until = until.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What one account's deal comes to. */
    record Said(String account, Statement statement) {}

    /** Whether none of the accounts of the next deals has bought before. */
    boolean turnsToNewAccounts() {
        return (wave + 1) % dealsOfOneAccount == 0;
    }

    /** The facts of the next deals, in the order in which they happen: each list has one of each account at most. */
    List<List<Said>> nextDeals() {
        wave++;
        var steps = new ArrayList<List<Said>>();
        for (int deal = 0; deal < DEALS; deal++) {
            String account = name + "-" + (wave / dealsOfOneAccount * DEALS + deal);
            List<Statement> told = deal(account, account + "-" + wave % dealsOfOneAccount);
            for (int step = 0; step < told.size(); step++) {
                if (steps.size() == step) {
                    steps.add(new ArrayList<>());
                }
                steps.get(step).add(new Said(account, told.get(step)));
            }
        }
        return steps;
    }

    /** One deal of one account, both called as the company. */
    List<Said> onlyDeal() {
        return deal(name, name).stream().map(statement -> new Said(name, statement)).toList();
    }

    private List<Statement> deal(String account, String id) {
        Instant won = until.minusSeconds(random.nextLong(REACH.toSeconds()));
        Instant created = won.minus(10L + random.nextInt(80), ChronoUnit.DAYS);
        String partner = "partner-" + random.nextInt(60);
        boolean brought = random.nextInt(100) < 55;
        String amount = 5_000 + random.nextInt(400_000) + ".00";
        var told = new ArrayList<Statement>();
        if (brought) {
            Instant registered = created.minus(1L + random.nextInt(60), ChronoUnit.DAYS);
            told.add(statement("prm", id, "registration.submitted", registered,
                    Map.of("registration_id", "r-" + id, "partner_id", partner, "account_id", account)));
            told.add(statement("prm", id, "registration.approved", registered.plus(4, ChronoUnit.HOURS),
                    Map.of("registration_id", "r-" + id, "approved_by", "channel-" + random.nextInt(5))));
        }
        told.add(statement("crm", id, "opportunity.created", created,
                Map.of("opportunity_id", "o-" + id, "account_id", account, "deal_type", "new_logo", "amount", amount,
                        "currency", "USD", "segment", random.nextBoolean() ? "enterprise" : "mid_market", "owner_ae",
                        "ae-" + random.nextInt(40))));
        told.add(statement("crm", id, "opportunity.qualified", created.plus(2, ChronoUnit.DAYS),
                Map.of("opportunity_id", "o-" + id, "amount", amount, "currency", "USD")));
        if (random.nextInt(100) < 40) {
            told.add(statement("prm", id, "cosell.activity", created.plus(4, ChronoUnit.DAYS),
                    Map.of("partner_id", partner, "activity", "joint_call", "opportunity_id", "o-" + id)));
        }
        told.add(statement("crm", id, "opportunity.stage_changed", created.plus(5, ChronoUnit.DAYS),
                Map.of("opportunity_id", "o-" + id, "stage", "Negotiation")));
        told.add(statement("crm", id, "opportunity.closed_won", won,
                Map.of("opportunity_id", "o-" + id, "amount", amount, "currency", "USD")));
        return told;
    }

    private static Statement statement(String source, String deal, String kind, Instant at,
            Map<String, @Nullable Object> members) {
        var data = new LinkedHashMap<String, @Nullable Object>(members);
        Fact fact = switch (FactReader.read(kind, data)) {
            case FactReader.Readable(Fact read) -> read;
            case FactReader.Unreadable(var problems) -> throw new IllegalStateException(problems.toString());
        };
        return new Statement(source, kind + "-" + deal, at, null, fact, data);
    }
}

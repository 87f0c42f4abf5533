package io.dealledger.projections.parity;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.projections.TestDecisions;
import io.dealledger.projections.TestLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A history of sellers, their plans and their pay in which anything may change, the same for the same seed. */
final class RandomSellers {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> CURRENCIES = List.of("USD", "USD", "EUR", "JPY", "USD");
    private static final List<Tag> TAGS = List.of(Tag.SOURCED, Tag.INFLUENCED, Tag.DIRECT, Tag.SOURCED,
            Tag.OUT_OF_SCOPE);
    private static final List<String> PERIODS = List.of("2026-Q1", "2026-01", "2026-02", "FY26");

    private final Random random;
    private final TestLedger ledger;

    RandomSellers(long seed, TestLedger ledger) {
        this.random = new Random(seed);
        this.ledger = ledger;
    }

    void append(int entries) {
        for (int i = 0; i < entries; i++) {
            ledger.append("stream", event());
        }
    }

    private LedgerEvent event() {
        return switch (random.nextInt(20)) {
            case 0 -> rate();
            case 1 -> random.nextInt(3) == 0 ? policy() : new FactDiscarded("q", null, "noise", FROM);
            case 2 -> plan();
            case 3, 4 -> assignment();
            case 5, 6, 7, 8 -> pay("comp.paid");
            case 9 -> pay("comp.credited");
            case 10 -> pay("comp.clawed_back");
            default -> decided();
        };
    }

    private AttributionDecided decided() {
        String id = "O" + random.nextInt(15);
        Decision decision = random.nextInt(8) == 0
                ? TestDecisions.open(id)
                : TestDecisions.sold(
                        TestDecisions.won(id, oneOf(TAGS), amount(1_000_000), oneOf(CURRENCIES), instant().toString()),
                        random.nextInt(4) == 0 ? null : seller(),
                        random.nextBoolean() ? null : new BigDecimal(amount(2_000_000)),
                        random.nextBoolean() ? "smb" : null);
        return TestDecisions.decided(1, decision);
    }

    private FactFiled pay(String kind) {
        var data = new HashMap<String, @Nullable Object>(Map.of("opportunity_id", "O" + random.nextInt(15), "ae_id",
                seller(), "amount", amount(100_000)));
        if (random.nextInt(3) == 0) {
            data.put("currency", oneOf(CURRENCIES));
        }
        return filed(kind, data);
    }

    private FactFiled plan() {
        var terms = new HashMap<String, @Nullable Object>(Map.of("rate", byChannel("0.1", "1/7"), "basis",
                byChannel(random.nextBoolean() ? "vendor_net" : "customer_price", "customer_price")));
        if (random.nextBoolean()) {
            terms.put("quota", "500000.50");
            terms.put("currency", "USD");
            terms.put("tiers", List.of(Map.of("from_attainment", "0", "multiplier", "1"),
                    Map.of("from_attainment", "0.7", "multiplier", "4/3")));
        }
        if (random.nextBoolean()) {
            terms.put("quota_credit", byChannel("1", "0.5"));
            terms.put("spif", List.of(Map.of("channel", "partner", "amount", "500.00")));
            terms.put("clawback_days", Map.of("direct", 90, "partner", 180));
        }
        if (random.nextBoolean()) {
            terms.put("ae_split", byChannel("1", "3/4"));
        }
        if (random.nextInt(6) == 0) {
            terms.put("misspelt", "x");
        }
        return filed("comp.plan_published", Map.of("plan_id", "plan-" + random.nextInt(3), "terms", terms,
                "approved_by", List.of("cro"), "effective_from", instant().toString()));
    }

    private static Map<String, @Nullable Object> byChannel(String direct, String partner) {
        return Map.of("direct", direct, "partner", partner);
    }

    private FactFiled assignment() {
        var data = new HashMap<String, @Nullable Object>(Map.of("ae_id", seller(), "plan_id",
                "plan-" + random.nextInt(4), "accepted_at", instant().toString()));
        if (random.nextBoolean()) {
            data.put("period", oneOf(PERIODS));
        }
        return filed("comp.plan_assigned", data);
    }

    private FactFiled rate() {
        String base = CURRENCIES.get(2 + random.nextInt(2));
        LocalDate date = LocalDate.of(2025, 12, 25).plusDays(random.nextInt(70));
        return filed("fx.rate_published", Map.of("base", base, "quote", random.nextInt(3) == 0 ? "GBP" : "USD",
                "rate", "1." + random.nextInt(10_000), "effective_date", date.toString()));
    }

    private FactFiled policy() {
        return filed("policy.published", Map.of("version", "v" + random.nextInt(3), "effective_from",
                TestLedger.START.plusSeconds(random.nextInt(200)).toString(), "approved_by", List.of("a", "b"),
                "rules", Map.of("reporting", Map.of("currency", random.nextInt(3) == 0 ? "GBP" : "USD", "tz",
                        random.nextBoolean() ? "UTC" : "America/Los_Angeles"))));
    }

    private FactFiled filed(String kind, Map<String, @Nullable Object> data) {
        return new FactFiled("company/" + kind, new StoredFact("crm", "f" + ledger.head(), kind, instant(),
                TestLedger.START.plusSeconds(ledger.head() + 1), null, "00", "http", Map.copyOf(data)));
    }

    private String seller() {
        return "ae-" + random.nextInt(4);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Whole, because that is a valid amount in every currency. */
    private String amount(int below) {
        return Integer.toString(1 + random.nextInt(below));
    }

    /** To the nanosecond, and so that some are equal but for that. */
    private Instant instant() {
        return FROM.plusSeconds(random.nextInt(70) * 86_400L).plusNanos(random.nextInt(3));
    }
}

package io.dealledger.projections.share;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactFiled;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.attribution.Refund;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.Claim;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.projections.TestDecisions;
import io.dealledger.projections.TestLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A history that has everything in it that makes a share hard, the same for the same seed. */
final class RandomLedger {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> CURRENCIES = List.of("USD", "USD", "EUR", "JPY", "KWD", "USD");
    private static final List<Tag> TAGS = List.of(Tag.SOURCED, Tag.INFLUENCED, Tag.DIRECT, Tag.SOURCED,
            Tag.OUT_OF_SCOPE);

    private final Random random;
    private final TestLedger ledger;

    RandomLedger(long seed, TestLedger ledger) {
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
            case 0, 1, 2 -> rate();
            case 3 -> policy();
            case 4 -> new FactDiscarded("q", null, "noise", FROM);
            default -> decided();
        };
    }

    private AttributionDecided decided() {
        String id = "O" + random.nextInt(12);
        Decision decision = random.nextInt(8) == 0
                ? TestDecisions.open(id)
                : TestDecisions.won(id, TAGS.get(random.nextInt(TAGS.size())), amount(1_000_000),
                        CURRENCIES.get(random.nextInt(CURRENCIES.size())), instant().toString(), claims(), refunds());
        return TestDecisions.decided(1, random.nextInt(3) == 0 ? qualified(decision) : decision);
    }

    private Decision qualified(Decision decision) {
        return TestDecisions.qualified(decision, instant(), new BigDecimal(amount(1_000_000)),
                random.nextBoolean() ? null : CURRENCIES.get(random.nextInt(CURRENCIES.size())));
    }

    private List<OpenClaim> claims() {
        var claims = new ArrayList<OpenClaim>();
        if (random.nextInt(4) == 0) {
            claims.add(new OpenClaim("D1", "P3", random.nextBoolean()
                    ? new Claim(ClaimedTag.DIRECT, null)
                    : new Claim(ClaimedTag.SOURCED, "P3")));
        }
        return claims;
    }

    private Refund[] refunds() {
        return random.nextInt(3) == 0
                ? new Refund[]{new Refund("crm/r1", instant(), new BigDecimal(amount(500_000)))}
                : new Refund[0];
    }

    /** Whole, because that is a valid amount in every currency. */
    private String amount(int below) {
        return Integer.toString(random.nextInt(below));
    }

    private Instant instant() {
        return FROM.plusSeconds(random.nextInt(70 * 86_400)).plusNanos(random.nextInt(1_000_000_000));
    }

    private FactFiled rate() {
        String base = CURRENCIES.get(2 + random.nextInt(3));
        LocalDate date = LocalDate.of(2025, 12, 25).plusDays(random.nextInt(70));
        return new FactFiled("company/fx", fact("fx.rate_published", Map.of("base", base, "quote",
                random.nextInt(3) == 0 ? "GBP" : "USD", "rate", "1." + random.nextInt(10_000), "effective_date",
                date.toString())));
    }

    private FactFiled policy() {
        return new FactFiled("company/policies", fact("policy.published", Map.of("version", "v" + random.nextInt(3),
                "effective_from", FROM.minusSeconds(random.nextInt(1_000)).toString(), "approved_by", List.of("a", "b"),
                "rules", Map.of("reporting", Map.of("currency", random.nextInt(3) == 0 ? "GBP" : "USD", "tz",
                        random.nextBoolean() ? "UTC" : "America/Los_Angeles")))));
    }

    private StoredFact fact(String kind, Map<String, Object> data) {
        return new StoredFact("crm", "f" + ledger.head(), kind, FROM, TestLedger.START.plusSeconds(ledger.head() + 1),
                null, "00", "http", Map.copyOf(data));
    }
}

package io.dealledger.attribution;

import static java.util.Objects.requireNonNull;

import io.dealledger.attribution.Policy.RefundRule;
import io.dealledger.fact.DealType;
import io.dealledger.fact.Recorded;
import io.dealledger.money.Allocation;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions as tests say them: {@code Decided.sourced("D1", "P1").qualified("50.00", "2026-02-01").won("90.00", "2026-03-01").decision()}. */
public final class Decided {
    private final String id;
    private final Tag tag;
    private final List<String> partners;
    private final List<Refund> refunds = new ArrayList<>();
    private List<String> influencers = List.of();
    private DealStatus status = DealStatus.OPEN;
    private DealType type = DealType.NEW_LOGO;
    private Currency currency = Currency.getInstance("USD");
    private @Nullable Instant createdAt;
    private @Nullable Instant closedAt;
    private @Nullable Instant qualifiedAt;
    private @Nullable BigDecimal amount;
    private @Nullable BigDecimal customerPrice;
    private @Nullable BigDecimal qualifiedAmount;
    private @Nullable String ae = "ae-1";
    private @Nullable String segment;
    private @Nullable String region;
    private String account;

    private Decided(String id, Tag tag, List<String> partners) {
        this.id = id;
        this.tag = tag;
        this.partners = partners;
        this.account = "A-" + id;
    }

    public static Decided sourced(String id, String... partners) {
        return new Decided(id, Tag.SOURCED, List.of(partners));
    }

    public static Decided tagged(String id, Tag tag) {
        return new Decided(id, tag, List.of());
    }

    public Decided won(String amount, String at) {
        this.amount = new BigDecimal(amount);
        return closed(DealStatus.WON, at);
    }

    public Decided lost(String at) {
        return closed(DealStatus.LOST, at);
    }

    private Decided closed(DealStatus as, String at) {
        status = as;
        closedAt = Recorded.instant(at);
        return this;
    }

    public Decided created(String at) {
        createdAt = Recorded.instant(at);
        return this;
    }

    public Decided qualified(String stated, String at) {
        qualifiedAmount = new BigDecimal(stated);
        qualifiedAt = Recorded.instant(at);
        return this;
    }

    public Decided refunded(String back, String at) {
        refunds.add(new Refund("r" + refunds.size(), Recorded.instant(at), new BigDecimal(back)));
        return this;
    }

    public Decided customerPays(String price) {
        customerPrice = new BigDecimal(price);
        return this;
    }

    public Decided in(String code) {
        currency = Currency.getInstance(code);
        return this;
    }

    public Decided influencedBy(String... others) {
        influencers = List.of(others);
        return this;
    }

    public Decided of(DealType other) {
        type = other;
        return this;
    }

    public Decided ae(@Nullable String owner) {
        ae = owner;
        return this;
    }

    public Decided segment(String name) {
        segment = name;
        return this;
    }

    public Decided region(String name) {
        region = name;
        return this;
    }

    public Decided account(String accountId) {
        account = accountId;
        return this;
    }

    public Decision decision() {
        Instant created = createdAt != null
                ? createdAt
                : requireNonNull(qualifiedAt != null ? qualifiedAt : closedAt, "no date").minus(Duration.ofDays(1));
        return new Decision(
                new Deal(id, account, type, status, created, closedAt, amount, customerPrice,
                        amount == null ? null : currency, qualifiedAt, qualifiedAmount,
                        qualifiedAmount == null ? null : currency, ae, segment, region, null, refunds),
                "v1", RefundRule.EVENT_WEEK, tag, partners, influencers, List.of(), Map.of(), List.of(), null,
                credits(),
                List.of(), List.of());
    }

    private Map<String, BigDecimal> credits() {
        if (amount == null || partners.isEmpty()) {
            return Map.of();
        }
        var weights = new HashMap<String, Fraction>();
        partners.forEach(partner -> weights.put(partner, Fraction.of(1, partners.size())));
        return Allocation.split(amount, MinorUnits.digits(currency), weights);
    }
}

package io.dealledger.share;

import static net.jqwik.api.Combinators.combine;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.OpenClaim;
import io.dealledger.attribution.Policy.RefundRule;
import io.dealledger.attribution.Refund;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.Claim;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.fact.DealType;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.money.MinorUnits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Decisions of every shape: won, lost, open and deleted, in three currencies, refunded and disputed. */
final class GeneratedDeals {
    static final Instant START = Instant.parse("2025-11-01T00:00:00Z");
    static final List<Currency> CURRENCIES = List.of(Deals.USD, Deals.EUR, Currency.getInstance("JPY"));
    static final FxRates RATES = FxRates.of(List.of(rate("EUR", "1.13", "2025-10-01", 1),
            rate("EUR", "1.0977", "2026-01-15", 2), rate("EUR", "37/33", "2026-05-01", 3),
            rate("JPY", "0.006543", "2025-10-01", 4), rate("JPY", "0.00671", "2026-03-01", 5)));

    private GeneratedDeals() {}

    static Arbitrary<List<Decision>> decisions() {
        return decision().list().ofMaxSize(25).map(GeneratedDeals::numbered).withoutEdgeCases();
    }

    private static Arbitrary<Decision> decision() {
        Arbitrary<Deal> deal = combine(Arbitraries.frequency(tuple(8, DealStatus.WON), tuple(1, DealStatus.LOST),
                tuple(1, DealStatus.OPEN), tuple(1, DealStatus.DELETED)), Arbitraries.of(CURRENCIES),
                Arbitraries.longs().between(1, 5_000_000), Arbitraries.longs().between(1, 7_000_000).injectNull(0.5),
                Arbitraries.longs().between(0, 20_000_000), refunds(), Arbitraries.of("EMEA", "AMER").injectNull(0.2))
                .as((status, currency, minor, price, second, refunds, segment) -> {
                    Instant at = START.plusSeconds(second);
                    return new Deal("", "", DealType.NEW_LOGO, status, at.minusSeconds(1_000_000),
                            status == DealStatus.OPEN ? null : at, amount(minor, currency),
                            price == null ? null : amount(price, currency), currency, at.minusSeconds(500_000),
                            amount(minor / 2 + 1, currency), currency, null, segment, null, null,
                            refunds.stream().map(refund -> new Refund(refund.factId(),
                                    at.plus(Duration.between(Instant.EPOCH, refund.occurredAt())),
                                    amount(refund.amount().longValueExact(), currency))).toList());
                });
        return combine(deal, Arbitraries.of(Tag.class), Arbitraries.of(RefundRule.class), claims())
                .as((d, tag, rule, claims) -> new Decision(d, "v1", rule, tag, List.of(), List.of(), List.of(),
                        Map.of(), List.of(), null, Map.of(), claims, List.of()));
    }

    private static Arbitrary<List<Refund>> refunds() {
        return combine(Arbitraries.longs().between(0, 12_000_000), Arbitraries.longs().between(1, 900_000))
                .as((after, minor) -> new Refund("", Instant.EPOCH.plusSeconds(after), BigDecimal.valueOf(minor)))
                .list().ofMaxSize(2).map(refunds -> {
                    var numbered = new ArrayList<Refund>();
                    refunds.forEach(refund -> numbered.add(
                            new Refund("e" + numbered.size(), refund.occurredAt(), refund.amount())));
                    return numbered;
                });
    }

    private static Arbitrary<List<OpenClaim>> claims() {
        return Arbitraries.of(ClaimedTag.class).map(tag -> new OpenClaim("X1", "ae-1",
                new Claim(tag, tag == ClaimedTag.DIRECT ? null : "P2"))).list().ofMaxSize(2);
    }

    private static List<Decision> numbered(List<Decision> decisions) {
        var numbered = new ArrayList<Decision>();
        for (Decision d : decisions) {
            Deal deal = d.deal();
            String id = "D" + numbered.size();
            Deal named = new Deal(id, "A-" + id, deal.dealType(), deal.status(), deal.createdAt(), deal.closedAt(),
                    deal.amount(), deal.customerPrice(), deal.currency(), deal.qualifiedAt(), deal.qualifiedAmount(),
                    deal.qualifiedCurrency(), deal.ownerAe(), deal.segment(), deal.region(), deal.product(),
                    deal.refunds());
            numbered.add(new Decision(named, d.policy(), d.refundRule(), d.tag(), d.sourcedBy(), d.influencedBy(),
                    d.fulfilledBy(), d.registrations(), d.flags(), d.dispute(), d.originCredit(), d.openClaims(),
                    d.trace()));
        }
        return List.copyOf(numbered);
    }

    private static BigDecimal amount(long minor, Currency currency) {
        return BigDecimal.valueOf(minor, MinorUnits.digits(currency));
    }

    private static Tuple.Tuple2<Integer, DealStatus> tuple(int frequency, DealStatus status) {
        return Tuple.of(frequency, status);
    }

    private static FxRates.Rate rate(String base, String rate, String date, long sequence) {
        return new FxRates.Rate(Currency.getInstance(base), Deals.USD, Fraction.parse(rate), LocalDate.parse(date),
                Instant.EPOCH, sequence);
    }
}

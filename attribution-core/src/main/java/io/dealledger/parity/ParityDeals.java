package io.dealledger.parity;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dealledger.attribution.Deal;
import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.CompClawedBack;
import io.dealledger.fact.CompCredited;
import io.dealledger.fact.CompPaid;
import io.dealledger.fact.RecordedFact;
import io.dealledger.money.FxRates;
import io.dealledger.parity.ParityDeal.Pay;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings decisions and pay together, deal by deal.
 *
 * @param deals       won deals of new revenue
 * @param ownerless   tag by opportunity id: won, but of nobody in particular, so that no pay can be judged
 * @param withoutRate tag by opportunity id: no exchange rate was published for the close date
 */
public record ParityDeals(List<ParityDeal> deals, SortedMap<String, Tag> ownerless,
        SortedMap<String, Tag> withoutRate) {
    /**
     * @param facts    any; only pay is looked at
     * @param currency the reporting currency
     */
    public static ParityDeals of(Collection<Decision> decisions, Collection<RecordedFact> facts, FxRates rates,
            Currency currency) {
        Map<String, List<Movement>> byDeal = new HashMap<>();
        facts.stream().sorted(RecordedFact.BY_OCCURRENCE).forEach(fact -> {
            Movement movement = Movement.of(fact);
            if (movement != null) {
                byDeal.computeIfAbsent(movement.opportunityId(), _ -> new ArrayList<>()).add(movement);
            }
        });
        var deals = new ArrayList<ParityDeal>();
        var ownerless = new TreeMap<String, Tag>();
        var withoutRate = new TreeMap<String, Tag>();
        for (Decision decision : decisions) {
            Deal deal = decision.deal();
            if (deal.status() != DealStatus.WON || decision.tag() == Tag.OUT_OF_SCOPE) {
                continue;
            }
            List<Movement> movements = byDeal.getOrDefault(deal.opportunityId(), List.of());
            String seller = seller(deal, movements);
            ParityDeal built = seller == null ? null : build(decision, seller, movements, rates, currency);
            if (built != null) {
                deals.add(built);
            } else {
                (seller == null ? ownerless : withoutRate).put(deal.opportunityId(), decision.tag());
            }
        }
        return new ParityDeals(List.copyOf(deals), Collections.unmodifiableSortedMap(ownerless),
                Collections.unmodifiableSortedMap(withoutRate));
    }

    private enum Kind {
        CREDITED, PAID, CLAWED_BACK
    }

    private record Movement(Kind kind, String opportunityId, String aeId, Instant at, BigDecimal amount,
            @Nullable Currency currency) {
        static @Nullable Movement of(RecordedFact recorded) {
            return switch (recorded.fact()) {
                case CompCredited c -> new Movement(Kind.CREDITED, c.opportunityId(), c.aeId(), recorded.occurredAt(),
                        c.amount(), c.currency());
                case CompPaid c -> new Movement(Kind.PAID, c.opportunityId(), c.aeId(), recorded.occurredAt(),
                        c.amount(), c.currency());
                case CompClawedBack c -> new Movement(Kind.CLAWED_BACK, c.opportunityId(), c.aeId(),
                        recorded.occurredAt(), c.amount(), c.currency());
                default -> null;
            };
        }
    }

    /** The owner; where the CRM named none, the seller who was paid, if that is one. */
    private static @Nullable String seller(Deal deal, List<Movement> movements) {
        if (deal.ownerAe() != null) {
            return deal.ownerAe();
        }
        List<String> payees = movements.stream().filter(each -> each.kind() == Kind.PAID).map(Movement::aeId)
                .distinct().toList();
        return payees.size() == 1 ? payees.getFirst() : null;
    }

    /** Null where an amount has no rate. What others got for the deal is not the seller's pay. */
    private static @Nullable ParityDeal build(Decision decision, String seller, List<Movement> movements,
            FxRates rates, Currency currency) {
        Deal deal = decision.deal();
        Currency dealCurrency = requireNonNull(deal.currency());
        Instant closedAt = requireNonNull(deal.closedAt());
        LocalDate fxDate = LocalDate.ofInstant(closedAt, ZoneOffset.UTC);
        BigDecimal amount = requireNonNull(deal.amount());
        BigDecimal net = rates.convert(amount, dealCurrency, currency, fxDate);
        BigDecimal price = rates.convert(requireNonNullElse(deal.customerPrice(), amount), dealCurrency, currency,
                fxDate);
        var paid = new ArrayList<Pay>();
        var clawedBack = new ArrayList<Pay>();
        BigDecimal credited = null;
        for (Movement each : movements) {
            if (!each.aeId().equals(seller)) {
                continue;
            }
            BigDecimal converted = rates.convert(each.amount(), requireNonNullElse(each.currency(), dealCurrency),
                    currency, fxDate);
            if (converted == null) {
                return null;
            }
            switch (each.kind()) {
                case CREDITED -> credited = credited == null ? converted : credited.add(converted);
                case PAID -> paid.add(new Pay(each.at(), converted));
                case CLAWED_BACK -> clawedBack.add(new Pay(each.at(), converted));
            }
        }
        return net == null || price == null
                ? null
                : new ParityDeal(deal.opportunityId(), seller, closedAt, decision.tag(), deal.dealType(), net, price,
                        deal.segment(), deal.region(), List.copyOf(paid), List.copyOf(clawedBack), credited);
    }
}

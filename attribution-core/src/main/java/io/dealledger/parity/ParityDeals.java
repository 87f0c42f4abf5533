package io.dealledger.parity;

import static java.util.Objects.requireNonNullElse;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.RecordedFact;
import io.dealledger.money.FxRates;
import io.dealledger.parity.ParityDeal.Pay;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings decisions and pay together, deal by deal.
 *
 * @param deals       won deals of new revenue
 * @param ownerless   won, but of nobody in particular, so that no pay can be judged
 * @param withoutRate no exchange rate was published for the close date
 */
public record ParityDeals(List<ParityDeal> deals, List<WonDeal> ownerless, List<WonDeal> withoutRate) {
    public ParityDeals {
        deals = List.copyOf(deals);
        ownerless = List.copyOf(ownerless);
        withoutRate = List.copyOf(withoutRate);
    }

    /**
     * @param facts    any; only pay is looked at
     * @param currency the reporting currency
     */
    public static ParityDeals of(Collection<Decision> decisions, Collection<RecordedFact> facts, FxRates rates,
            Currency currency) {
        return join(won(decisions), facts.stream().sorted(RecordedFact.BY_OCCURRENCE)
                .map(recorded -> PayMovement.of(recorded.fact(), recorded.occurredAt())).filter(Objects::nonNull)
                .map(Objects::requireNonNull).toList(), rates, currency);
    }

    /** The won deals of new revenue among these. */
    public static List<WonDeal> won(Collection<Decision> decisions) {
        return decisions.stream().map(WonDeal::of).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    /** @param pay in order of occurrence; that of other deals is passed over */
    public static ParityDeals join(Collection<WonDeal> won, List<PayMovement> pay, FxRates rates, Currency currency) {
        Map<String, List<PayMovement>> byDeal = new HashMap<>();
        pay.forEach(each -> byDeal.computeIfAbsent(each.opportunityId(), _ -> new ArrayList<>()).add(each));
        var deals = new ArrayList<ParityDeal>();
        var ownerless = new ArrayList<WonDeal>();
        var withoutRate = new ArrayList<WonDeal>();
        for (WonDeal deal : won) {
            List<PayMovement> movements = byDeal.getOrDefault(deal.opportunityId(), List.of());
            String seller = seller(deal, movements);
            ParityDeal built = seller == null ? null : build(deal, seller, movements, rates, currency);
            if (built != null) {
                deals.add(built);
            } else {
                (seller == null ? ownerless : withoutRate).add(deal);
            }
        }
        return new ParityDeals(deals, ownerless, withoutRate);
    }

    /** The owner; where the CRM named none, the seller who was paid, if that is one. */
    private static @Nullable String seller(WonDeal deal, List<PayMovement> movements) {
        if (deal.ownerAe() != null) {
            return deal.ownerAe();
        }
        List<String> payees = movements.stream().filter(each -> each.kind() == PayMovement.Kind.PAID)
                .map(PayMovement::aeId).distinct().toList();
        return payees.size() == 1 ? payees.getFirst() : null;
    }

    /** Null where an amount has no rate. What others got for the deal is not the seller's pay. */
    private static @Nullable ParityDeal build(WonDeal deal, String seller, List<PayMovement> movements,
            FxRates rates, Currency currency) {
        BigDecimal net = rates.convert(deal.amount(), deal.currency(), currency, deal.fxDate());
        BigDecimal price = rates.convert(requireNonNullElse(deal.customerPrice(), deal.amount()), deal.currency(),
                currency, deal.fxDate());
        var paid = new ArrayList<Pay>();
        var clawedBack = new ArrayList<Pay>();
        BigDecimal credited = null;
        for (PayMovement each : movements) {
            if (!each.aeId().equals(seller)) {
                continue;
            }
            BigDecimal converted = rates.convert(each.amount(), requireNonNullElse(each.currency(), deal.currency()),
                    currency, deal.fxDate());
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
                : new ParityDeal(deal.opportunityId(), seller, deal.closedAt(), deal.tag(), deal.dealType(), net,
                        price, deal.segment(), deal.region(), List.copyOf(paid), List.copyOf(clawedBack), credited);
    }
}

package io.dealledger.api.query;

import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.StoredFact;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.attribution.Deal;
import io.dealledger.attribution.Decision;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.deal.DealView;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.LedgerEntry;
import io.dealledger.projections.timeline.TimelineView;
import io.dealledger.share.Definition;
import io.dealledger.share.Restatement.Cause;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the facts, and with them the people, behind a change of a published number. */
@Component
class Reasons {
    private static final String RATES = "company/fx";
    private static final String DISPUTE_RULE = "0 ";

    private final Views views;
    private final LedgerStore ledger;

    Reasons(Views views, LedgerStore ledger) {
        this.views = views;
        this.ledger = ledger;
    }

    /**
     * What the ledger heard after {@code then} and up to {@code now} that fits the cause; all that it heard about the deal
     * where none fits by its kind.
     *
     * @param before as of {@code then}; null where the deal was not known
     * @param after  as of {@code now}; null where the deal is not known any more
     */
    List<FactBehind> of(Cause cause, @Nullable Decision before, @Nullable AttributionDecided after,
            Definition definition, AsOf then, AsOf now) {
        if (cause == Cause.FX_RATE) {
            return before == null ? List.of() : rates(currencies(before.deal()), definition.currency(), then, now);
        }
        if (after == null) {
            return List.of();
        }
        if (cause == Cause.DISPUTE_DECIDED) {
            var cited = new TreeSet<String>();
            after.decision().trace().stream().filter(step -> step.rule().startsWith(DISPUTE_RULE) && step.passed())
                    .forEach(step -> cited.addAll(step.facts()));
            if (!cited.isEmpty()) {
                return facts(after.accountId(), cited, now);
            }
        }
        List<FactBehind> all = facts(after.accountId(), causes(after.opportunityId(), then, now), now);
        // a merge brings facts over that the ledger knew; the merge is the news
        List<FactBehind> news = all.stream().filter(fact -> fact.position() > then.position()).toList();
        Set<String> kinds = kinds(cause);
        List<FactBehind> fitting = news.stream().filter(fact -> kinds.contains(fact.kind())).toList();
        return !fitting.isEmpty() ? fitting : !news.isEmpty() ? news : all;
    }

    private static Set<Currency> currencies(Deal deal) {
        var currencies = new HashSet<Currency>();
        for (Currency each : new @Nullable Currency[]{deal.currency(), deal.qualifiedCurrency()}) {
            if (each != null) {
                currencies.add(each);
            }
        }
        return currencies;
    }

    /** Kinds of facts that bring a cause about; none: any may. */
    private static Set<String> kinds(Cause cause) {
        return switch (cause) {
            case LATE -> Set.of("opportunity.created", "opportunity.qualified", "opportunity.closed_won",
                    "opportunity.restored");
            case WITHDRAWN -> Set.of("opportunity.closed_lost", "opportunity.reopened", "opportunity.deleted");
            case DATE_CORRECTED -> Set.of("opportunity.closed_won", "opportunity.reopened", "opportunity.qualified");
            case AMOUNT_CORRECTED -> Set.of("opportunity.amount_corrected", "opportunity.closed_won",
                    "opportunity.reopened", "opportunity.qualified");
            case REFUND -> Set.of("opportunity.refunded");
            case SCOPE_CHANGED -> Set.of("opportunity.deal_type_changed");
            case FX_RATE, POLICY, DISPUTE_DECIDED, RETAGGED -> Set.of();
        };
    }

    private Set<String> causes(String opportunityId, AsOf then, AsOf now) {
        return views.at(DealView.VIEW, now, (sql, _) -> {
            var causes = new TreeSet<String>();
            DealView.history(sql, opportunityId, now).stream().filter(row -> row.position() > then.position())
                    .forEach(row -> causes.addAll(
                            RecordJson.readStored(AttributionDecided.class, Stored.read(row.event())).causes()));
            return causes;
        });
    }

    private List<FactBehind> facts(String accountId, Set<String> names, AsOf now) {
        return views.at(TimelineView.VIEW, now, (sql, _) -> TimelineView.named(sql, accountId, names, now).stream()
                .map(fact -> FactBehind.of(RecordJson.readStored(StoredFact.class, Stored.read(fact.fact())),
                        fact.position()))
                .toList());
    }

    private List<FactBehind> rates(Set<Currency> bases, Currency quote, AsOf then,
            AsOf now) {
        var rates = new ArrayList<FactBehind>();
        for (LedgerEntry entry : ledger.stream(RATES)) {
            if (entry.position() > then.position() && entry.position() <= now.position()
                    && entry.event() instanceof FactFiled(_, var fact)
                    && fact.statement().fact() instanceof FxRatePublished rate && rate.quote().equals(quote)
                    && bases.contains(rate.base())) {
                rates.add(FactBehind.of(fact, entry.position()));
            }
        }
        return rates;
    }
}

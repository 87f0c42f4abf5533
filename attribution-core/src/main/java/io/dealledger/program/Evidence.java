package io.dealledger.program;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.AccountIdentified;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.CosellActivity;
import io.dealledger.fact.CostRecorded;
import io.dealledger.fact.CoverageAssigned;
import io.dealledger.fact.Fact;
import io.dealledger.fact.FulfilmentAssigned;
import io.dealledger.fact.LabelDeclared;
import io.dealledger.fact.MotionStarted;
import io.dealledger.fact.OutcomeRecorded;
import io.dealledger.fact.PartnerCapacityDeclared;
import io.dealledger.fact.PartnerCertified;
import io.dealledger.fact.PartnerEnrolled;
import io.dealledger.fact.PartnerOnlyAsserted;
import io.dealledger.fact.PartnerProfiled;
import io.dealledger.fact.QuotaAssigned;
import io.dealledger.fact.RecordedFact;
import io.dealledger.fact.ScorecardPublished;
import io.dealledger.money.Fraction;
import io.dealledger.money.FxRates;
import io.dealledger.share.Posting;
import io.dealledger.share.Postings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known at some moment about the company, its partners and its deals: what every number of this package is
 * computed from.
 *
 * @param facts     by business time
 * @param decisions one for each opportunity
 * @param currency  the reporting currency
 * @param zone      the reporting zone
 */
public record Evidence(List<RecordedFact> facts, List<Decision> decisions, FxRates rates, Currency currency,
        ZoneId zone) {
    /** The kinds of facts that the rules of this package read: whoever gathers facts for them needs no others. */
    public static final Set<Class<? extends Fact>> READ = Set.of(AccountIdentified.class, AccountMerged.class,
            AccountUnmerged.class, CosellActivity.class, CostRecorded.class, CoverageAssigned.class,
            FulfilmentAssigned.class,
            LabelDeclared.class, MotionStarted.class, OutcomeRecorded.class, PartnerCapacityDeclared.class,
            PartnerCertified.class, PartnerEnrolled.class, PartnerOnlyAsserted.class, PartnerProfiled.class,
            QuotaAssigned.class, ScorecardPublished.class);

    /** A fact and when it was true in the business. */
    public record Told<T extends Fact>(Instant at, T fact) {}

    /** @param facts in any order; those that the rules do not read are left out, as a gatherer may */
    public static Evidence of(Collection<RecordedFact> facts, Collection<Decision> decisions, FxRates rates,
            Currency currency, ZoneId zone) {
        return new Evidence(
                facts.stream().filter(recorded -> READ.contains(recorded.fact().getClass()))
                        .sorted(RecordedFact.BY_OCCURRENCE).toList(),
                List.copyOf(decisions), rates,
                currency, zone);
    }

    /**
     * The facts of a kind, by business time.
     *
     * @throws IllegalArgumentException if the kind is missing in {@link #READ}: nobody would have gathered its facts
     */
    <T extends Fact> List<Told<T>> all(Class<T> kind) {
        if (!READ.contains(kind)) {
            throw new IllegalArgumentException("no evidence is gathered of " + kind.getSimpleName());
        }
        return facts.stream().filter(recorded -> kind.isInstance(recorded.fact()))
                .map(recorded -> new Told<>(recorded.occurredAt(), kind.cast(recorded.fact()))).toList();
    }

    /** Decisions about new revenue, whatever became of them. */
    Stream<Decision> inScope() {
        return decisions.stream().filter(decision -> decision.tag() != Tag.OUT_OF_SCOPE);
    }

    /** Won new revenue less refunds, each in its own time. */
    Sum revenue(TimeSpan span, Predicate<Tag> tags) {
        Sum sum = sum();
        decisions.stream().filter(decision -> tags.test(decision.tag()))
                .flatMap(decision -> Postings.of(decision).stream()).filter(posting -> span.contains(posting.at()))
                .forEach(posting -> sum.add(posting.net(), Fraction.ONE, posting.currency(), posting.fxDate()));
        return sum;
    }

    /** Sourced new revenue less refunds by partner, credits of a split each to their own; null where a rate is missing. */
    SortedMap<String, @Nullable Fraction> sourcedByPartner(TimeSpan span) {
        var sums = new TreeMap<String, Sum>();
        for (Decision decision : decisions) {
            BigDecimal amount = decision.deal().amount();
            if (decision.tag() != Tag.SOURCED || amount == null) {
                continue;
            }
            for (Posting posting : Postings.of(decision)) {
                if (span.contains(posting.at())) {
                    decision.originCredit().forEach((partner, credit) -> {
                        Fraction part = Fraction.ratio(credit, amount);
                        sums.computeIfAbsent(partner, _ -> sum()).add(posting.net(),
                                part == null ? Fraction.ZERO : part, posting.currency(), posting.fxDate());
                    });
                }
            }
        }
        var revenue = new TreeMap<String, @Nullable Fraction>();
        sums.forEach((partner, sum) -> revenue.put(partner, sum.exact()));
        return revenue;
    }

    Sum sum() {
        return new Sum(rates, currency);
    }
}

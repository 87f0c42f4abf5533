package io.dealledger.program;

import io.dealledger.fact.Channel;
import io.dealledger.fact.OutcomeRecorded;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import io.dealledger.statistics.StratifiedRates;
import io.dealledger.statistics.StratifiedRates.Observation;
import io.dealledger.statistics.StudentT;
import io.dealledger.statistics.Welch;
import io.dealledger.statistics.Wilson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of customers, held by a partner or directly (M17, M21). Judged within the quarter in which they signed:
 * the channels' mixes of old and new customers differ, and pooled numbers can say the opposite of every cohort.
 *
 * @param relationships customers with a contract, by account id
 */
public record CustomerOutcomes(List<Relationship> relationships) {
    private static final Fraction SECONDS_A_DAY = Fraction.of(Duration.ofDays(1).toSeconds(), 1);

    /**
     * A customer from its contract on.
     *
     * @param holder       partner if the contract names one
     * @param cohort       quarter of the contract, e.g. {@code 2026-Q1}
     * @param contracted   null where no amount was stated
     * @param renewed      amounts renewed, added up; null until a renewal
     * @param satisfaction scores in order
     */
    public record Relationship(String accountId, Channel holder, String cohort, Instant contractedAt,
            @Nullable BigDecimal contracted, @Nullable BigDecimal renewed, BigDecimal expanded, boolean churned,
            @Nullable Instant wentLiveAt, List<BigDecimal> satisfaction) {
        /** Whether it came to a renewal or a loss. */
        boolean isDecided() {
            return churned || renewed != null;
        }

        boolean isKept() {
            return isDecided() && !churned;
        }

        BigDecimal net() {
            return churned ? BigDecimal.ZERO : Objects.requireNonNullElse(renewed, BigDecimal.ZERO).add(expanded);
        }

        BigDecimal gross() {
            BigDecimal kept = churned ? BigDecimal.ZERO : Objects.requireNonNullElse(renewed, BigDecimal.ZERO);
            return contracted == null ? kept : kept.min(contracted);
        }
    }

    /** @param at outcomes up to this instant of business time */
    public static CustomerOutcomes of(Evidence evidence, Instant at) {
        Accounts identity = Accounts.at(evidence, at);
        var byAccount = new TreeMap<String, List<Told<OutcomeRecorded>>>();
        for (Told<OutcomeRecorded> told : evidence.all(OutcomeRecorded.class)) {
            if (!told.at().isAfter(at)) {
                byAccount.computeIfAbsent(identity.survivor(told.fact().accountId()), _ -> new ArrayList<>()).add(told);
            }
        }
        var relationships = new ArrayList<Relationship>();
        byAccount.forEach((account, outcomes) -> {
            Relationship relationship = relationship(account, outcomes, evidence.zone());
            if (relationship != null) {
                relationships.add(relationship);
            }
        });
        return new CustomerOutcomes(List.copyOf(relationships));
    }

    /** Null without a contract: then there is nothing that could be kept. */
    private static @Nullable Relationship relationship(String account, List<Told<OutcomeRecorded>> outcomes,
            ZoneId zone) {
        Told<OutcomeRecorded> contract = null;
        BigDecimal renewed = null;
        BigDecimal expanded = BigDecimal.ZERO;
        boolean churned = false;
        Instant wentLiveAt = null;
        var satisfaction = new ArrayList<BigDecimal>();
        for (Told<OutcomeRecorded> told : outcomes) {
            BigDecimal amount = Objects.requireNonNullElse(told.fact().amount(), BigDecimal.ZERO);
            switch (told.fact().outcome()) {
                case CONTRACTED -> contract = contract == null ? told : contract;
                case RENEWED -> renewed = renewed == null ? amount : renewed.add(amount);
                case EXPANDED -> expanded = expanded.add(amount);
                case CHURNED -> churned = true;
                case WENT_LIVE -> wentLiveAt = wentLiveAt == null ? told.at() : wentLiveAt;
                case SATISFACTION -> {
                    if (told.fact().value() != null) {
                        satisfaction.add(told.fact().value());
                    }
                }
            }
        }
        return contract == null
                ? null
                : new Relationship(account, contract.fact().partnerId() != null ? Channel.PARTNER : Channel.DIRECT,
                        quarter(contract.at(), zone), contract.at(), contract.fact().amount(), renewed, expanded,
                        churned, wentLiveAt, List.copyOf(satisfaction));
    }

    private static String quarter(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return local.getYear() + "-Q" + local.get(IsoFields.QUARTER_OF_YEAR);
    }

    /** Customers kept, of those that came to a decision, within cohorts. */
    public StratifiedRates logoRetention() {
        return StratifiedRates.of(decided().stream().map(each -> new Observation(each.cohort(), each.holder(),
                each.isKept() ? BigDecimal.ONE : BigDecimal.ZERO, BigDecimal.ONE)).toList());
    }

    /** Revenue kept and grown, per unit contracted, within cohorts. */
    public StratifiedRates netRetention() {
        return money(Relationship::net);
    }

    /** Revenue kept, growth not counted, per unit contracted, within cohorts. */
    public StratifiedRates grossRetention() {
        return money(Relationship::gross);
    }

    /** The interval of one channel's pooled logo retention; null without decided customers. */
    public @Nullable Wilson logoInterval(Channel holder) {
        List<Relationship> those = decided().stream().filter(each -> each.holder() == holder).toList();
        return Wilson.of((int) those.stream().filter(Relationship::isKept).count(), those.size());
    }

    /** The interval for per-customer net retention, partner-held less direct-held. */
    public Welch netInterval(StudentT distribution) {
        return Welch.of(netRates(Channel.PARTNER), netRates(Channel.DIRECT), distribution);
    }

    /** Mean days from contract to live; null where nobody went live. */
    public @Nullable Fraction daysToLive(Channel holder) {
        var days = new ArrayList<Fraction>();
        for (Relationship each : held(holder)) {
            if (each.wentLiveAt() != null) {
                long seconds = Duration.between(each.contractedAt(), each.wentLiveAt()).toSeconds();
                days.add(Fraction.of(seconds, 1).dividedBy(SECONDS_A_DAY));
            }
        }
        return mean(days);
    }

    /** Mean of all scores; null without any. */
    public @Nullable Fraction satisfaction(Channel holder) {
        return mean(held(holder).stream().flatMap(each -> each.satisfaction().stream()).map(Fraction::of).toList());
    }

    private StratifiedRates money(Function<Relationship, BigDecimal> kept) {
        var observations = new ArrayList<Observation>();
        for (Relationship each : decided()) {
            if (each.contracted() != null) {
                observations.add(new Observation(each.cohort(), each.holder(), kept.apply(each), each.contracted()));
            }
        }
        return StratifiedRates.of(observations);
    }

    private List<Fraction> netRates(Channel holder) {
        var rates = new ArrayList<Fraction>();
        for (Relationship each : decided()) {
            Fraction rate = each.contracted() == null ? null : Fraction.ratio(each.net(), each.contracted());
            if (each.holder() == holder && rate != null) {
                rates.add(rate);
            }
        }
        return rates;
    }

    private List<Relationship> decided() {
        return relationships.stream().filter(Relationship::isDecided).toList();
    }

    private List<Relationship> held(Channel holder) {
        return relationships.stream().filter(each -> each.holder() == holder).toList();
    }

    private static @Nullable Fraction mean(Collection<Fraction> values) {
        return values.isEmpty()
                ? null
                : values.stream().reduce(Fraction.ZERO, Fraction::plus).dividedBy(Fraction.of(values.size(), 1));
    }

    /** How many customers each channel holds. */
    public Map<Channel, Integer> held() {
        return Map.of(Channel.PARTNER, held(Channel.PARTNER).size(), Channel.DIRECT, held(Channel.DIRECT).size());
    }
}

package io.dealledger.api.query;

import io.dealledger.fact.Channel;
import io.dealledger.money.Fraction;
import io.dealledger.program.CustomerOutcomes;
import io.dealledger.statistics.StratifiedRates;
import io.dealledger.statistics.StudentT;
import io.dealledger.statistics.Welch;
import io.dealledger.statistics.Wilson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of customers, held by a partner or directly. Cohorts are the quarters in which they signed; the crude rates
 * stand beside the comparison within cohorts and never decide.
 *
 * @param logoRetention  customers kept
 * @param grossRetention revenue kept, per unit contracted
 * @param netRetention   the same with growth
 */
record OutcomesAnswer(Held partnerHeld, Held directHeld, Retention logoRetention, Retention grossRetention,
        Retention netRetention, Difference netDifference) {
    /**
     * @param decided    customers that came to a renewal or a loss
     * @param keptLow    of the 95% interval for the part of them that was kept
     * @param daysToLive mean from contract to live; null where nobody went live
     */
    record Held(int customers, int decided, @Nullable String kept, @Nullable String keptLow, @Nullable String keptHigh,
            @Nullable String daysToLive, @Nullable String satisfaction) {
        static Held of(CustomerOutcomes outcomes, Channel channel) {
            Wilson logos = outcomes.logoInterval(channel);
            return new Held(outcomes.held().getOrDefault(channel, 0), logos == null ? 0 : logos.trials(),
                    logos == null ? null : logos.proportion().show(),
                    logos == null ? null : Shown.decimal(logos.low()),
                    logos == null ? null : Shown.decimal(logos.high()),
                    Fraction.show(outcomes.daysToLive(channel)), Fraction.show(outcomes.satisfaction(channel)));
        }
    }

    /**
     * @param comparableShare part of what is counted that lies in cohorts with both kinds
     * @param standardised    partner-held / direct-held, within cohorts; null where no cohort has both
     * @param simpsonReversal whether the crude rates say the opposite
     */
    record Retention(@Nullable String crudePartner, @Nullable String crudeDirect, @Nullable String comparableShare,
            @Nullable String standardised, boolean simpsonReversal, List<Cohort> cohorts) {
        static Retention of(StratifiedRates rates) {
            var cohorts = new ArrayList<Cohort>();
            rates.strata().forEach((quarter, stratum) -> cohorts.add(new Cohort(quarter, stratum.partnerRate().show(),
                    stratum.directRate().show(), Fraction.show(stratum.ratio()), stratum.weight().show())));
            return new Retention(Fraction.show(rates.crudePartner()), Fraction.show(rates.crudeDirect()),
                    Fraction.show(rates.comparableShare()), Fraction.show(rates.standardised()),
                    rates.isSimpsonReversal(), cohorts);
        }
    }

    record Cohort(String cohort, String partner, String direct, @Nullable String ratio, String weight) {}

    /** Net retention per customer, partner-held less direct-held, with its 95% interval. */
    record Difference(int partnerHeld, int directHeld, @Nullable String difference, @Nullable String low,
            @Nullable String high) {
        static Difference of(Welch welch) {
            return new Difference(welch.countA(), welch.countB(), Fraction.show(welch.difference()),
                    Shown.decimal(welch.low()), Shown.decimal(welch.high()));
        }
    }

    static OutcomesAnswer of(CustomerOutcomes outcomes, StudentT distribution) {
        return new OutcomesAnswer(Held.of(outcomes, Channel.PARTNER), Held.of(outcomes, Channel.DIRECT),
                Retention.of(outcomes.logoRetention()), Retention.of(outcomes.grossRetention()),
                Retention.of(outcomes.netRetention()), Difference.of(outcomes.netInterval(distribution)));
    }
}

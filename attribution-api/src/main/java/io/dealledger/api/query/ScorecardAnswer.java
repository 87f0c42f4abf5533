package io.dealledger.api.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.program.Enablement;
import io.dealledger.program.PartnerCapacity;
import io.dealledger.program.PartnerDelivery;
import io.dealledger.program.ScorecardPrimacy;
import io.dealledger.program.TaggedForecast;
import io.dealledger.program.TimeToMotion;
import io.dealledger.statistics.Wilson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What the company weighs itself by, and what the ecosystem's own scorecard says.
 *
 * @param sourced    new revenue that partners originated, less refunds
 * @param influenced new revenue that partners took part in, each deal once
 */
record ScorecardAnswer(@JsonUnwrapped About about, Published companyScorecard, GateAnswer gate,
        @Nullable String sourced, @Nullable String influenced, Capacity capacity, Delivery delivery,
        OutcomesAnswer outcomes, EnablementShares enablement, Motion timeToMotion, List<ForecastLine> forecast) {
    /** @param ecosystemWeight of all weight; null where nothing was published or weighed */
    record Published(@Nullable Instant publishedAt, List<Metric> metrics, @Nullable String ecosystemWeight) {
        static Published of(ScorecardPrimacy scorecard) {
            List<Metric> metrics = scorecard.metrics() == null
                    ? List.of()
                    : scorecard.metrics().stream().map(metric -> new Metric(metric.metric(), metric.weight().show(),
                            metric.metricClass())).toList();
            return new Published(scorecard.publishedAt(), metrics, Fraction.show(scorecard.ecosystemWeight()));
        }
    }

    record Metric(String metric, String weight, @JsonProperty("class") String metricClass) {}

    /** @param utilisation active / declared; null where nothing was declared, which is not 0%, or in several units */
    record Capacity(List<Declared> declared, int active, @Nullable String utilisation) {
        static Capacity of(PartnerCapacity capacity) {
            var declared = new ArrayList<Declared>();
            capacity.declared().forEach((unit, sum) -> declared.add(new Declared(unit, sum.toPlainString())));
            return new Capacity(declared, capacity.active(), Fraction.show(capacity.utilisation()));
        }
    }

    record Declared(String unit, String capacity) {}

    /** @param backfillRate of those led by a partner that went live, the ones that the vendor brought live */
    record Delivery(int implementations, int ledByPartner, @Nullable String ledByPartnerShare, int backfilled,
            @Nullable String backfillRate, int underWay) {
        static Delivery of(PartnerDelivery delivery) {
            return new Delivery(delivery.implementations(), delivery.partnerLed(),
                    Fraction.show(delivery.partnerLedShare()), delivery.backfilled(),
                    Fraction.show(delivery.backfillRate()), delivery.active());
        }
    }

    /** Parts of sourced revenue by what its partners can do: a warning, not a gate. */
    record EnablementShares(@Nullable String fullDepthRevenueShare, @Nullable String halfEnabledRevenueShare,
            @Nullable String notEnabledToSellRevenueShare) {
        static EnablementShares of(Enablement enablement) {
            return new EnablementShares(Fraction.show(enablement.fullDepthShare()),
                    Fraction.show(enablement.halfEnabledShare()), Fraction.show(enablement.notEnabledToSellShare()));
        }
    }

    /**
     * @param quartersSinceDeclared ends of the quarters since a label was first declared, each with its rolling share
     * @param sellerAttrition       part of the sellers with a quota at the first motion's start who have none now
     */
    record Motion(List<Started> motions, List<QuarterEnd> quartersSinceDeclared, @Nullable String sellerAttrition) {
        static Motion of(TimeToMotion motion) {
            return new Motion(
                    motion.motions().stream()
                            .map(each -> new Started(each.motionId(), each.startedAt(), each.days())).toList(),
                    motion.quarters().stream().map(each -> new QuarterEnd(each.end(), Fraction.show(each.r26())))
                            .toList(),
                    Fraction.show(motion.attrition()));
        }
    }

    /** @param daysToFirstCosell null until there is joint work that counts */
    record Started(String motionId, Instant startedAt, @Nullable Long daysToFirstCosell) {}

    /** @param end the first day after the quarter */
    record QuarterEnd(LocalDate end, @Nullable String r26) {}

    /**
     * @param open     qualified and not closed
     * @param closed   deals won or lost in these weeks: the history
     * @param expected null where the history is too short for a number; the interval stands all the same
     */
    record ForecastLine(String tag, @Nullable String open, int openDeals, int closed, @Nullable String winRate,
            @Nullable String winRateLow, @Nullable String winRateHigh, @Nullable String expected,
            @Nullable String expectedLow, @Nullable String expectedHigh) {
        static List<ForecastLine> of(TaggedForecast forecast) {
            var lines = new ArrayList<ForecastLine>();
            forecast.lines().forEach((tag, line) -> {
                Wilson rate = line.winRate();
                Fraction expected = line.expected();
                // below the minimum the rate itself is no number either
                lines.add(new ForecastLine(RecordJson.word(tag), Shown.plain(line.open()), line.openDeals(),
                        rate == null ? 0 : rate.trials(),
                        rate == null || rate.trials() < TaggedForecast.MINIMUM ? null : rate.proportion().show(),
                        rate == null ? null : Shown.decimal(rate.low()),
                        rate == null ? null : Shown.decimal(rate.high()),
                        Shown.money(expected, forecast.currency()),
                        Shown.plain(forecast.at(line, rate == null ? null : rate.low())),
                        Shown.plain(forecast.at(line, rate == null ? null : rate.high()))));
            });
            return lines;
        }
    }

    /** The forecast: the one list with a row for each line. */
    ResponseEntity<Object> csv() {
        var table = new CsvTable("tag", "open", "open_deals", "closed", "win_rate", "win_rate_low", "win_rate_high",
                "expected", "expected_low", "expected_high", "currency");
        forecast.forEach(line -> table.add(line.tag(), line.open(), line.openDeals(), line.closed(), line.winRate(),
                line.winRateLow(), line.winRateHigh(), line.expected(), line.expectedLow(), line.expectedHigh(),
                about.currency()));
        return table.answer(null);
    }
}

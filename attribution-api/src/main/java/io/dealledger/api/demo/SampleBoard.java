package io.dealledger.api.demo;

import io.dealledger.fact.Channel;
import io.dealledger.fact.CostRecorded;
import io.dealledger.fact.LabelDeclared;
import io.dealledger.fact.MotionStarted;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.ScorecardMetric;
import io.dealledger.fact.ScorecardPublished;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Harbor Analytics decided and spent: its attribution policy, scorecard, label and costs. */
final class SampleBoard {
    private static final LocalDate FIRST_MONTH = LocalDate.of(2025, 1, 1);
    private static final int MONTHS = 17;

    private SampleBoard() {}

    static void decide(SampleLog log, Instant founded) {
        log.say(SampleLog.BOARD, "policy.v1", founded,
                new PolicyPublished("v1", founded, List.of("cro", "cfo"), policy()));
        log.say(SampleLog.BOARD, "label.2025", Instant.parse("2025-09-01T09:00:00Z"),
                new LabelDeclared("partner_led", "cmo")); // long before the numbers say so
        log.say(SampleLog.BOARD, "motion.1", Instant.parse("2025-10-06T09:00:00Z"), new MotionStarted("M-1", null));
        log.say(SampleLog.BOARD, "scorecard.2026", Instant.parse("2026-01-02T09:00:00Z"),
                new ScorecardPublished(
                        List.of(new ScorecardMetric("partner_sourced_revenue", Fraction.parse("0.35"), "ecosystem"),
                                new ScorecardMetric("partner_capacity", Fraction.parse("0.20"), "ecosystem"),
                                new ScorecardMetric("direct_bookings", Fraction.parse("0.45"), "direct")),
                        List.of("ceo", "cfo")));
        costs(log);
    }

    /** The whole of a policy, as a company publishes it. */
    static Map<String, @Nullable Object> policy() {
        return Map.of("model", "registered_first", "registration",
                Map.of("window_days", BigDecimal.valueOf(90), "window_starts", "approval", "live_test",
                        "at_opportunity_creation", "priority", "submitted", "open_opportunity_blocks", true,
                        "direct_touch_lookback_days", BigDecimal.valueOf(60)),
                "introduction", Map.of("counts", true, "lookback_days", BigDecimal.valueOf(30)), "lock",
                Map.of("days_after_opportunity_created", BigDecimal.valueOf(14)), "influence",
                Map.of("qualifying",
                        List.of("joint_discovery", "technical_validation", "executive_introduction",
                                "customer_success_engagement")),
                "deal_types_in_scope", List.of("new_logo", "expansion"), "refund", "event_week", "reporting",
                Map.of("currency", "USD", "tz", "UTC", "calendar", "iso_week", "rolling_weeks",
                        BigDecimal.valueOf(26), "rounding", "half_even"));
    }

    /** Partners become cheaper per opportunity only as they produce; the people who look after them count too. */
    private static void costs(SampleLog log) {
        for (int month = 0; month < MONTHS; month++) {
            LocalDate day = FIRST_MONTH.plusMonths(month + 1).minusDays(1);
            cost(log, day, Channel.DIRECT, "outbound_payroll", 210_000);
            cost(log, day, Channel.DIRECT, "demand_generation", 95_000 - 2_000L * month);
            cost(log, day, Channel.PARTNER, "partner_managers", 60_000 + 3_000L * month);
            cost(log, day, Channel.PARTNER, "enablement", 18_000 + 1_000L * month);
            cost(log, day, Channel.PARTNER, "joint_campaigns", 12_000 + 2_000L * month);
        }
    }

    private static void cost(SampleLog log, LocalDate day, Channel channel, String category, long dollars) {
        log.say(SampleLog.FINANCE, "cost." + category + "." + day, day.atStartOfDay().toInstant(ZoneOffset.UTC),
                new CostRecorded(channel, category, BigDecimal.valueOf(dollars).setScale(2),
                        Currency.getInstance("USD"), day.toString().substring(0, 7), null));
    }
}

package io.dealledger.api.query;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A company that is what it says: of each week's 100,000 USD partners source 60,000, and pay, coverage, scorecard, cost
 * and pipeline are arranged around it. Everything is told when it happens, from 2026-W01 on.
 */
final class HonestCompany {
    private static final Instant FIRST_MONDAY = Instant.parse("2025-12-29T00:00:00Z");
    static final int WEEKS = 27;
    /** The Monday after the last week. */
    static final Instant END = monday(WEEKS);

    private final LiveProgram program;
    private int told;

    HonestCompany(LiveProgram program) {
        this.program = program;
    }

    static Instant monday(int week) {
        return FIRST_MONDAY.plus(Duration.ofDays(7L * week));
    }

    void live() {
        arrange();
        for (int week = 0; week < WEEKS; week++) {
            sell(week);
        }
        program.at(END);
    }

    private void arrange() {
        Instant start = FIRST_MONDAY.minus(Duration.ofDays(20));
        tell(start, "comp.plan_published", "plan_id", "plan", "terms",
                Map.of("quota", "1000000.00", "rate", both("0.10"), "basis", both("vendor_net")), "approved_by",
                List.of("cro", "cfo"));
        tell(start, "comp.plan_assigned", "ae_id", "ae-1", "plan_id", "plan", "accepted_at", start.toString());
        for (String account : List.of("C1", "C2", "C3")) {
            cover(start, account, "partner_first");
        }
        tell(start, "scorecard.published", "metrics",
                List.of(Map.of("metric", "sourced", "weight", "3/5", "class", "ecosystem"),
                        Map.of("metric", "bookings", "weight", "2/5", "class", "direct")),
                "approved_by", List.of("ceo"));
    }

    void cover(Instant at, String account, String mode) {
        tell(at, "coverage.assigned", "account_id", account, "mode", mode, "potential", "1000.00");
    }

    private void cost(Instant at, String channel, String category) {
        tell(at, "cost.recorded", "channel", channel, "category", category, "amount",
                channel.equals("direct") ? "9000.00" : "1000.00", "currency", "USD");
    }

    private void sell(int week) {
        Instant monday = monday(week);
        cost(monday, "partner", "partner_managers");
        cost(monday, "partner", "enablement");
        cost(monday, "direct", "outbound_payroll");
        cover(monday, "A" + week, "partner_first");
        cover(monday, "B" + week, "direct_first");
        tell(monday.plusSeconds(60), "registration.submitted", "registration_id", "R" + week, "partner_id",
                "P" + week % 3, "account_id", "A" + week);
        tell(monday.plusSeconds(120), "registration.approved", "registration_id", "R" + week, "approved_by", "ops");
        deal("S" + week, "A" + week, monday, "60000.00");
        deal("D" + week, "B" + week, monday, "40000.00");
    }

    private void deal(String opportunity, String account, Instant monday, String amount) {
        tell(monday.plusSeconds(3_600), "opportunity.created", "opportunity_id", opportunity, "account_id", account,
                "deal_type", "new_logo", "owner_ae", "ae-1");
        tell(monday.plusSeconds(7_200), "opportunity.qualified", "opportunity_id", opportunity, "amount", amount,
                "currency", "USD");
        tell(monday.plusSeconds(86_400), "opportunity.closed_won", "opportunity_id", opportunity, "amount", amount,
                "currency", "USD");
    }

    private static Map<String, String> both(String value) {
        return Map.of("direct", value, "partner", value);
    }

    /** Tells a fact when it happens. @param members name, value, name, value … */
    void tell(Instant at, String kind, Object... members) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < members.length; i += 2) {
            data.put((String) members[i], members[i + 1]);
        }
        program.at(at).post("test", "h" + told++, kind, at, data);
    }
}

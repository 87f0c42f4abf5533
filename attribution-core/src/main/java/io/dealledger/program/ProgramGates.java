package io.dealledger.program;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.fact.CoverageMode;
import io.dealledger.fact.PartnerOnlyAsserted;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import io.dealledger.share.Gate;
import io.dealledger.share.GateReading;
import io.dealledger.share.ShareSeries;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The gates of the verdict that are about the company's arrangements, read from what is known. Unknown never passes. */
public final class ProgramGates {
    private static final String NO_SEGMENT = "unsegmented";
    /** Leaving these out is the usual way to make partners look cheap. */
    private static final List<String> OFTEN_LEFT_OUT = List.of(PartnerManagers.CATEGORY, "enablement");

    private ProgramGates() {}

    /**
     * M05.
     *
     * @param pipeline the sums of new qualified pipeline over the verdict's weeks
     */
    public static GateReading pipelineMajority(ShareSeries.Reading pipeline) {
        Fraction share = pipeline.share();
        var numbers = new TreeMap<String, @Nullable String>();
        numbers.put("share", Fraction.show(share));
        numbers.put("sourced", pipeline.totals().sourced().toPlainString());
        numbers.put("total", pipeline.totals().total().toPlainString());
        Gate.State state = Gate.State.majority(share);
        return new GateReading(Gate.PIPELINE_MAJORITY, state, numbers, switch (state) {
            case PASS -> List.of();
            case FAIL -> List.of("partners sourced " + Fraction.show(share) + " of new pipeline from "
                    + pipeline.first() + " to " + pipeline.to() + ", not more than half");
            case UNKNOWN -> List.of(pipeline.totals().missing().isEmpty()
                    ? "no new pipeline from " + pipeline.first() + " to " + pipeline.to()
                    : "no exchange rate for " + pipeline.totals().missing());
        });
    }

    /** M12. */
    public static GateReading coverage(Evidence evidence, Instant at) {
        Coverage coverage = Coverage.of(evidence, at);
        Fraction byCount = coverage.byCount(CoverageMode.PARTNER_FIRST);
        var numbers = new TreeMap<String, @Nullable String>();
        numbers.put("accounts", Integer.toString(coverage.accounts().size()));
        numbers.put("partner_first", Integer.toString(coverage.count(CoverageMode.PARTNER_FIRST)));
        numbers.put("unassigned", Integer.toString(coverage.count(CoverageMode.UNASSIGNED)));
        numbers.put("by_count", Fraction.show(byCount));
        numbers.put("by_potential", Fraction.show(coverage.byPotential(CoverageMode.PARTNER_FIRST)));
        Gate.State state = coverage.gate();
        return new GateReading(Gate.COVERAGE, state, numbers, switch (state) {
            case PASS -> List.of();
            case FAIL -> List.of(coverage.count(CoverageMode.PARTNER_FIRST) + " of " + coverage.accounts().size()
                    + " accounts are partner-first, not more than half; "
                    + coverage.count(CoverageMode.UNASSIGNED) + " are unassigned");
            case UNKNOWN -> List.of("no account's coverage was ever assigned");
        });
    }

    /** M18. */
    public static GateReading scorecard(Evidence evidence, Instant at) {
        ScorecardPrimacy scorecard = ScorecardPrimacy.at(evidence, at);
        Fraction weight = scorecard.ecosystemWeight();
        var numbers = new TreeMap<String, @Nullable String>();
        numbers.put("ecosystem_weight", Fraction.show(weight));
        numbers.put("published_at", Objects.toString(scorecard.publishedAt(), null));
        Gate.State state = scorecard.gate();
        return new GateReading(Gate.SCORECARD, state, numbers, switch (state) {
            case PASS -> List.of();
            case FAIL -> List.of("ecosystem metrics weigh " + Fraction.show(weight) + " of the scorecard of "
                    + scorecard.publishedAt() + ", not more than half");
            case UNKNOWN -> List.of("no scorecard that weighs anything was published");
        });
    }

    /** M09: fully loaded, or signed for: in every segment that partners opened, they are the only access. */
    public static GateReading economics(Evidence evidence, TimeSpan span) {
        Economics economics = Economics.of(evidence, span, Set.of());
        var numbers = new TreeMap<String, @Nullable String>();
        numbers.put("ratio", Fraction.show(economics.ratio()));
        numbers.put("cost_per_qualified_partner", plain(economics.money(economics.partner().costPerQualified())));
        numbers.put("cost_per_qualified_direct", plain(economics.money(economics.direct().costPerQualified())));
        Gate.State state = economics.gate();
        if (state == Gate.State.PASS) {
            return new GateReading(Gate.ECONOMICS, state, numbers, OFTEN_LEFT_OUT.stream()
                    .filter(category -> !economics.partner().byCategory().containsKey(category))
                    .map(category -> "no partner cost of category " + category + " was recorded: is it left out?")
                    .toList());
        }
        List<String> assertions = coveringAssertions(evidence, span);
        if (!assertions.isEmpty()) {
            return new GateReading(Gate.ECONOMICS, Gate.State.PASS, numbers, assertions);
        }
        return new GateReading(Gate.ECONOMICS, state, numbers, state == Gate.State.FAIL
                ? List.of("a qualified opportunity through partners costs " + Fraction.show(economics.ratio())
                        + " of a direct one, not less")
                : unknownEconomics(economics));
    }

    private static List<String> unknownEconomics(Economics economics) {
        var unknown = new ArrayList<String>();
        describe(unknown, "partner", economics.partner());
        describe(unknown, "direct", economics.direct());
        return unknown;
    }

    private static void describe(List<String> unknown, String channel, Economics.Side side) {
        if (side.qualified() == 0) {
            unknown.add("no " + channel + " opportunity was qualified");
        }
        if (side.cost() == null) {
            unknown.add(side.byCategory().isEmpty()
                    ? "no " + channel + " cost was recorded"
                    : "a " + channel + " cost has no exchange rate");
        }
    }

    /** What was signed, if it covers every segment in which partners qualified an opportunity; else nothing. */
    private static List<String> coveringAssertions(Evidence evidence, TimeSpan span) {
        var live = new TreeMap<String, PartnerOnlyAsserted>();
        for (Told<PartnerOnlyAsserted> told : evidence.all(PartnerOnlyAsserted.class)) {
            if (told.at().isBefore(span.until()) && !told.fact().expiresAt().isBefore(span.until())) {
                live.put(told.fact().segment(), told.fact());
            }
        }
        var segments = new TreeSet<String>();
        for (Decision decision : evidence.decisions()) {
            Instant at = decision.deal().qualifiedAt();
            if (decision.tag() == Tag.SOURCED && at != null && span.contains(at)) {
                segments.add(Objects.requireNonNullElse(decision.deal().segment(), NO_SEGMENT));
            }
        }
        return segments.isEmpty() || !live.keySet().containsAll(segments)
                ? List.of()
                : live.values().stream().filter(each -> segments.contains(each.segment()))
                        .map(each -> "partners are the only access to " + each.segment() + ", says "
                                + each.assertedBy() + " until " + each.expiresAt())
                        .toList();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}

package io.dealledger.replay;

import io.dealledger.attribution.Policy;
import io.dealledger.fact.CoverageMode;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.program.Coverage;
import io.dealledger.program.Economics;
import io.dealledger.program.Enablement;
import io.dealledger.program.Evidence;
import io.dealledger.program.Influence;
import io.dealledger.program.Production;
import io.dealledger.program.TimeSpan;
import io.dealledger.share.PublishedRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Questions about how the company is arranged around its partners. */
final class ProgramAsks implements Ask.Catalogue {
    /** What a question about the programme may say. */
    record Question(@Nullable Instant asOf, @Nullable String policy, @Nullable List<String> leaveOut,
            @Nullable Instant at) {}

    @Override
    public Map<String, Ask> asks() {
        return Map.of("economics", ask(ProgramAsks::economics), "coverage", ask(ProgramAsks::coverage), "enablement",
                ask(ProgramAsks::enablement), "production", ask((evidence, _) -> production(evidence)),
                "influence_views", ask((evidence, _) -> influence(evidence)));
    }

    private static Ask ask(BiFunction<Evidence, Question, Object> answer) {
        return (ledger, members) -> {
            Question question = members.as(Question.class);
            List<RecordedFact> facts = ledger.facts(question.asOf());
            Policy.Reporting reporting = ledger.reporting(question.asOf(), question.policy());
            return answer.apply(Evidence.of(facts, ledger.decisions(question.asOf(), question.policy()),
                    PublishedRates.of(facts), reporting.currency(), reporting.zone()), question);
        };
    }

    private static Map<String, @Nullable Object> economics(Evidence evidence, Question question) {
        Economics economics = Economics.of(evidence, TimeSpan.ALWAYS,
                question.leaveOut() == null ? Set.of() : Set.copyOf(question.leaveOut()));
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("cost_partner", plain(economics.money(economics.partner().cost())));
        shown.put("cost_direct", plain(economics.money(economics.direct().cost())));
        shown.put("qualified", Map.of("partner", economics.partner().qualified(), "direct",
                economics.direct().qualified()));
        shown.put("cpqo_partner", plain(economics.money(economics.partner().costPerQualified())));
        shown.put("cpqo_direct", plain(economics.money(economics.direct().costPerQualified())));
        shown.put("ratio", Fraction.show(economics.ratio()));
        shown.put("gate", RecordJson.word(economics.gate()));
        return shown;
    }

    private static Map<String, @Nullable Object> coverage(Evidence evidence, Question question) {
        Coverage coverage = Coverage.of(evidence, Objects.requireNonNullElse(question.asOf(), Instant.MAX));
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("by_count", Fraction.show(coverage.byCount(CoverageMode.PARTNER_FIRST)));
        shown.put("by_potential", Fraction.show(coverage.byPotential(CoverageMode.PARTNER_FIRST)));
        shown.put("unassigned", Fraction.show(coverage.byCount(CoverageMode.UNASSIGNED)));
        shown.put("gate", RecordJson.word(coverage.gate()));
        return shown;
    }

    private static Map<String, @Nullable Object> enablement(Evidence evidence, Question question) {
        Instant at = question.at();
        if (at == null) {
            throw new IllegalArgumentException("ask has no member 'at': certificates expire, so enablement is that of "
                    + "an instant");
        }
        Enablement enablement = Enablement.at(evidence, at, new TimeSpan(Instant.MIN, at));
        var depth = new TreeMap<String, @Nullable Object>();
        enablement.capabilities().keySet().forEach(partner -> depth.put(partner, enablement.depth(partner)));
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("depth", depth);
        shown.put("full_depth_revenue_share", Fraction.show(enablement.fullDepthShare()));
        shown.put("half_enabled_revenue_share", Fraction.show(enablement.halfEnabledShare()));
        shown.put("not_enabled_to_sell_revenue_share", Fraction.show(enablement.notEnabledToSellShare()));
        return shown;
    }

    private static Map<String, @Nullable Object> production(Evidence evidence) {
        Production production = Production.of(evidence, TimeSpan.ALWAYS);
        var shown = new LinkedHashMap<String, @Nullable Object>();
        production.revenuePerPartnerByCohort().forEach((cohort, revenue) -> shown.put(
                "per_partner_" + cohort + "_cohort",
                revenue == null ? null : plain(MinorUnits.round(revenue, evidence.currency()))));
        shown.put("producing_partner_share", Fraction.show(production.producingShare()));
        shown.put("top_partner_share", Fraction.show(production.topPartnerShare()));
        shown.put("spearman_prestige_production", plain(production.prestigeProductionRho()));
        return shown;
    }

    private static Map<String, @Nullable Object> influence(Evidence evidence) {
        Influence influence = Influence.of(evidence, TimeSpan.ALWAYS);
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("touched_not_additive", plain(influence.touched()));
        shown.put("even_split_additive", plain(influence.evenSplit()));
        shown.put("influenced_total_deduplicated", plain(influence.total()));
        return shown;
    }

    private static Map<String, @Nullable Object> plain(Map<String, @Nullable BigDecimal> amounts) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        amounts.forEach((id, amount) -> shown.put(id, plain(amount)));
        return shown;
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}

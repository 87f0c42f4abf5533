package io.dealledger.api.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.money.Fraction;
import io.dealledger.program.Production;
import io.dealledger.program.ProfileDrift;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A page of partners, by id, and all of them together.
 *
 * @param nextCursor null on the last page
 */
record PartnersAnswer(@JsonUnwrapped About about, Together programme, List<PartnerRow> partners,
        @Nullable String nextCursor) {
    /**
     * @param roster                   partners enrolled, profiled or with sourced revenue
     * @param producing                of these, with sourced revenue
     * @param topPartnerShare          what the strongest brings of all sourced revenue
     * @param prestigeProductionRho    rank correlation; null for fewer than five partners scored before results
     * @param cohorts                  by what partners were recruited for
     * @param profileDrift             null unless ideal traits were asked about
     */
    record Together(int roster, int producing, @Nullable String producingPartnerShare,
            @Nullable String topPartnerShare, @Nullable String prestigeProductionRho, List<Cohort> cohorts,
            ScorecardAnswer.EnablementShares enablement, @Nullable Drift profileDrift) {
        static Together of(PartnerRow.Book book, @Nullable ProfileDrift drift) {
            Production production = book.production();
            return new Together(production.partners().size(), production.producing(),
                    Fraction.show(production.producingShare()), Fraction.show(production.topPartnerShare()),
                    Shown.plain(production.prestigeProductionRho()),
                    Cohort.of(production, book.read().definition().currency()),
                    ScorecardAnswer.EnablementShares.of(book.enablement()), drift == null ? null : Drift.of(drift));
        }
    }

    record Cohort(String recruitedFor, int partners, @Nullable String revenuePerPartner) {
        static List<Cohort> of(Production production, Currency currency) {
            var cohorts = new ArrayList<Cohort>();
            production.revenuePerPartnerByCohort().forEach((cohort, revenue) -> cohorts.add(new Cohort(cohort,
                    (int) production.partners().values().stream()
                            .filter(partner -> cohort.equals(partner.recruitedFor())).count(),
                    Shown.money(revenue, currency))));
            return cohorts;
        }
    }

    /**
     * @param signed     partners first enrolled in these weeks
     * @param matching   of these, with every trait asked for
     * @param unprofiled of these, those whose traits nobody stated: they match nothing
     */
    record Drift(String idealTraits, int signed, int matching, @Nullable String matchingShare,
            List<String> unprofiled) {
        static Drift of(ProfileDrift drift) {
            return new Drift(drift.profile(), drift.signed(), drift.matching(),
                    Fraction.show(drift.matchingShare()), drift.unprofiled());
        }
    }

    ResponseEntity<Object> csv() {
        var table = new CsvTable("partner_id", "name", "partner_type", "tier", "enrolled_at", "recruited_for",
                "prestige", "sourced", "influenced_touched", "influenced_even_split", "currency", "qualified",
                "produces", "enablement_depth", "capabilities", "capacity", "capacity_unit", "capacity_counts",
                "active", "utilisation");
        for (PartnerRow row : partners) {
            PartnerRow.Capacity capacity = row.capacity();
            table.add(CsvTable.text(row.partnerId()), CsvTable.text(row.name()), CsvTable.text(row.partnerType()),
                    CsvTable.text(row.tier()), row.enrolledAt(), CsvTable.text(row.recruitedFor()), row.prestige(),
                    row.sourced(), row.influencedTouched(), row.influencedEvenSplit(), about.currency(),
                    row.qualified(), row.produces(), row.enablementDepth(), CsvTable.texts(row.capabilities()),
                    capacity == null ? null : capacity.capacity(),
                    capacity == null ? null : CsvTable.text(capacity.unit()),
                    capacity == null ? null : capacity.counts(), capacity == null ? null : capacity.active(),
                    capacity == null ? null : capacity.utilisation());
        }
        return table.answer(nextCursor);
    }
}

package io.dealledger.api.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.money.Fraction;
import io.dealledger.program.CampaignCosts;
import io.dealledger.program.Economics;
import io.dealledger.program.PartnerManagers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What a qualified opportunity costs through partners and directly, over the same weeks.
 *
 * @param leftOut      categories that the caller left out of the two costs and everything made of them
 * @param ratio        partner cost per qualified opportunity / direct one; null where either is not known
 * @param stateAsAsked what the gate would say if the question as asked were the right one; the gate itself is always
 *                     judged fully loaded
 */
record EconomicsAnswer(@JsonUnwrapped About about, List<String> leftOut, Side partner, Side direct,
        @Nullable String ratio, String stateAsAsked, GateAnswer gate, Campaigns campaigns, Managers partnerManagers) {
    /**
     * @param cost             null where none was recorded, which is not free, or where a rate is missing
     * @param qualified        opportunities first qualified in these weeks that the channel originated
     * @param revenue          new revenue that the channel originated, less refunds
     * @param costPerQualified null without any
     * @param costOfRevenue    cost / revenue: beside the ratio, never merged with it
     */
    record Side(@Nullable String cost, List<Category> byCategory, int qualified, @Nullable String revenue,
            @Nullable String costPerQualified, @Nullable String costOfRevenue) {
        static Side of(Economics economics, Economics.Side side, Set<String> leftOut) {
            var categories = new ArrayList<Category>();
            side.byCategory().forEach((category, cost) -> categories
                    .add(new Category(category, Shown.money(cost, economics.currency()), leftOut.contains(category))));
            return new Side(Shown.money(side.cost(), economics.currency()), categories, side.qualified(),
                    Shown.money(side.revenue(), economics.currency()),
                    Shown.money(side.costPerQualified(), economics.currency()), Fraction.show(side.costOfRevenue()));
        }
    }

    record Category(String category, @Nullable String cost, boolean leftOut) {}

    /** @param jointShare of all campaign cost, what is spent together with partners */
    record Campaigns(@Nullable String joint, @Nullable String all, @Nullable String jointShare) {
        static Campaigns of(Economics economics) {
            CampaignCosts costs = CampaignCosts.of(economics);
            return new Campaigns(Shown.money(costs.joint(), economics.currency()),
                    Shown.money(costs.all(), economics.currency()), Fraction.show(costs.jointShare()));
        }
    }

    /**
     * The people who look after partners.
     *
     * @param managers  how many, as stated last in these weeks; null where nobody said
     * @param producing partners with sourced revenue
     */
    record Managers(@Nullable String managers, int producing, @Nullable String producingPerManager,
            @Nullable String sourcedPerManager, @Nullable String cost, @Nullable String shareOfPartnerCost) {
        static Managers of(PartnerManagers layer, Economics economics) {
            return new Managers(Shown.plain(layer.managers()), layer.producing(),
                    Fraction.show(layer.producingPerManager()),
                    Shown.money(layer.sourcedPerManager(), economics.currency()),
                    Shown.money(layer.cost(), economics.currency()), Fraction.show(layer.shareOfPartnerCost()));
        }
    }

    /** The costs by category. */
    ResponseEntity<Object> csv() {
        var table = new CsvTable("channel", "category", "cost", "currency", "left_out");
        partner.byCategory().forEach(row -> table.add("partner", CsvTable.text(row.category()), row.cost(),
                about.currency(), row.leftOut()));
        direct.byCategory().forEach(row -> table.add("direct", CsvTable.text(row.category()), row.cost(),
                about.currency(), row.leftOut()));
        return table.answer(null);
    }
}

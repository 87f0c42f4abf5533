package io.dealledger.api.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.attribution.Deal;
import io.dealledger.attribution.Decision;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.program.Production;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What one partner produced, and with which deals.
 *
 * @param shareOfSourced of all sourced revenue of these weeks; null where that is not known
 * @param deals          qualified or closed in these weeks, sourced by the partner or with its part in them, by id
 */
record PartnerProductionAnswer(@JsonUnwrapped About about, PartnerRow partner, @Nullable String shareOfSourced,
        List<DealRow> deals) {
    /**
     * @param role   {@code sourced} or {@code influenced}
     * @param amount what the vendor booked; null unless won
     * @param credit the partner's part of the amount; null unless it sourced a won deal
     */
    record DealRow(String opportunityId, String role, String tag, String status, @Nullable Instant qualifiedAt,
            @Nullable Instant closedAt, @Nullable String amount, @Nullable String credit, @Nullable String currency) {
        static DealRow of(Decision decision, String partner) {
            Deal deal = decision.deal();
            return new DealRow(deal.opportunityId(),
                    decision.sourcedBy().contains(partner) ? "sourced" : "influenced", RecordJson.word(decision.tag()),
                    RecordJson.word(deal.status()), deal.qualifiedAt(), deal.closedAt(), Shown.plain(deal.amount()),
                    Shown.plain(decision.originCredit().get(partner)),
                    deal.currency() == null ? null : deal.currency().getCurrencyCode());
        }
    }

    static PartnerProductionAnswer of(PartnerRow.Book book, String partner) {
        ProgramReading.Read read = book.read();
        List<DealRow> deals = read.evidence().decisions().stream()
                .filter(decision -> decision.sourcedBy().contains(partner)
                        || decision.influencedBy().contains(partner))
                .filter(decision -> isIn(read, decision.deal().closedAt())
                        || isIn(read, decision.deal().qualifiedAt()))
                .map(decision -> DealRow.of(decision, partner)).toList();
        return new PartnerProductionAnswer(read.about(), book.row(partner),
                Fraction.show(share(book.production(), partner)), deals);
    }

    private static boolean isIn(ProgramReading.Read read, @Nullable Instant at) {
        return at != null && read.span().contains(at);
    }

    private static @Nullable Fraction share(Production production, String partner) {
        Fraction sum = Fraction.ZERO;
        for (Production.Partner each : production.partners().values()) {
            if (each.sourced() == null) {
                return null;
            }
            sum = sum.plus(each.sourced());
        }
        Production.Partner asked = production.partners().get(partner);
        Fraction own = asked == null ? Fraction.ZERO : asked.sourced();
        return own == null || sum.signum() <= 0 ? null : own.dividedBy(sum);
    }

    ResponseEntity<Object> csv() {
        var table = new CsvTable("opportunity_id", "role", "tag", "status", "qualified_at", "closed_at", "amount",
                "credit", "currency");
        deals.forEach(deal -> table.add(CsvTable.text(deal.opportunityId()), deal.role(), deal.tag(), deal.status(),
                deal.qualifiedAt(), deal.closedAt(), deal.amount(), deal.credit(), deal.currency()));
        return table.answer(null);
    }
}

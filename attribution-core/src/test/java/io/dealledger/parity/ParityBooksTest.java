package io.dealledger.parity;

import static io.dealledger.parity.Plans.USD;
import static io.dealledger.parity.Plans.assigned;
import static io.dealledger.parity.Plans.published;
import static io.dealledger.parity.Plans.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.Tag;
import io.dealledger.fact.Recorded;
import io.dealledger.parity.ParityDeal.Pay;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityBooksTest {
    private static final PlanBook BOOK = PlanBook.of(
            new Recorded().at("2025-01-01", published("plan", terms("0.10", "0.08", Map.of())))
                    .at("2025-01-02", assigned("ae-1", "plan", "2025-01-02", null))
                    .at("2025-01-02", assigned("ae-2", "plan", "2025-01-02", null)).facts(),
            ZoneOffset.UTC);

    /** Two sellers of direct deals, one of partner deals, and one without a plan who was paid nothing. */
    private final ParityBooks books = ParityBooks.of(new ParityDeals(
            List.of(deal("D1", "ae-1", Tag.DIRECT, "2026-01-10"), deal("D2", "ae-2", Tag.DIRECT, "2026-02-10"),
                    deal("S1", "ae-1", Tag.SOURCED, "2026-02-11"), deal("N1", "ae-9", Tag.DIRECT, "2026-02-12")),
            List.of(), List.of()), BOOK, USD);

    @Test
    void hasAThinSideWhereOneSideIsOfFewSellers() {
        assertThat(books.hasThinSide(1)).isFalse();
        assertThat(books.hasThinSide(2)).isTrue();
        assertThat(books.of(ParityDeal::aeId, "ae-2").hasThinSide(2)).as("direct deals of one seller").isTrue();
        assertThat(books.of(ParityDeal::aeId, "nobody").hasThinSide(2)).as("nothing to hide").isFalse();
    }

    @Test
    void isTakenApartWithWhatNoPlanGoverns() {
        assertThat(books.by(ParityDeal::aeId)).containsOnlyKeys("ae-1", "ae-2", "ae-9").allSatisfy((ae,
                group) -> assertThat(group.deals().deals()).extracting(ParityDeal::aeId).containsOnly(ae));
        assertThat(books.of(ParityDeal::aeId, "ae-9").simulation().unplanned()).hasSize(1);
        assertThat(books.plans()).containsOnlyKeys("D1", "D2", "S1");
        assertThat(books.simulatedSellers()).containsExactly("ae-1", "ae-2");
    }

    @Test
    void keepsTheDealsOfAStretchOfTime() {
        Instant february = Recorded.instant("2026-02-01");
        ParityBooks since = books.closedIn(at -> !at.isBefore(february));
        assertThat(since.deals().deals()).extracting(ParityDeal::opportunityId).containsExactly("D2", "S1", "N1");
        assertThat(since.simulation().deals()).hasSize(2);
        assertThat(since.gate().words()).anySatisfy(word -> assertThat(word).startsWith("plan plan: pay is 2.00 USD"));
    }

    private static ParityDeal deal(String id, String ae, Tag tag, String closedAt) {
        List<Pay> paid = ae.equals("ae-9")
                ? List.of()
                : List.of(new Pay(Recorded.instant("2026-04-01"), new BigDecimal("9.00")));
        return Plans.deal(id, ae, tag, "100.00", "100.00", closedAt, paid, List.of());
    }
}

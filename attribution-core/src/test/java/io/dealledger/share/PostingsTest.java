package io.dealledger.share;

import static io.dealledger.attribution.Tag.OUT_OF_SCOPE;
import static io.dealledger.attribution.Tag.SOURCED;
import static io.dealledger.share.Deals.USD;
import static io.dealledger.share.Deals.refund;
import static io.dealledger.share.Deals.won;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.attribution.DealStatus;
import io.dealledger.attribution.Policy.RefundRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostingsTest {
    private static final String MARCH_4 = "2026-03-04T23:59:00Z";
    private static final String MAY_14 = "2026-05-14T12:00:00Z";

    @Nested
    class AWonDeal {
        @Test
        void postsItsAmountAtTheClose() {
            assertThat(Postings.of(won("D1", SOURCED, "200.00", MARCH_4))).singleElement().satisfies(posting -> {
                assertThat(posting.id()).isEqualTo("D1");
                assertThat(posting.at()).isEqualTo(Instant.parse(MARCH_4));
                assertThat(posting.tag()).isEqualTo(SOURCED);
                assertThat(posting.net()).isEqualByComparingTo("200.00");
                assertThat(posting.gross()).isEqualByComparingTo("200.00");
                assertThat(posting.fxDate()).isEqualTo(LocalDate.parse("2026-03-04"));
            });
        }

        @Test
        void postsNothingOutOfScope() {
            assertThat(Postings.of(won("D1", OUT_OF_SCOPE, "200.00", MARCH_4))).isEmpty();
        }

        @Test
        void postsTheCustomersPriceAsGross() {
            var decision = Deals.decision("D1", SOURCED, DealStatus.WON, "357500.00", "550000.00", USD, MARCH_4,
                    List.of());
            assertThat(Postings.of(decision)).singleElement().satisfies(posting -> {
                assertThat(posting.amount(Basis.VENDOR_NET)).isEqualByComparingTo("357500.00");
                assertThat(posting.amount(Basis.CUSTOMER_GROSS)).isEqualByComparingTo("550000.00");
            });
        }
    }

    @Test
    void aLostOpenOrDeletedDealPostsNothing() {
        for (DealStatus status : List.of(DealStatus.OPEN, DealStatus.LOST, DealStatus.DELETED)) {
            assertThat(Postings.of(Deals.decision("D1", SOURCED, status, "1.00", null, USD, MARCH_4, List.of())))
                    .isEmpty();
        }
    }

    @Nested
    class ARefund {
        @Test
        void postsInItsOwnWeekAtTheRateOfTheClose() {
            var postings = Postings.of(won("D1", SOURCED, "200.00", MARCH_4, refund("e9", "50.00", MAY_14)));

            assertThat(postings).last().satisfies(posting -> {
                assertThat(posting.id()).isEqualTo("D1/e9");
                assertThat(posting.kind()).isEqualTo(Posting.Kind.REFUND);
                assertThat(posting.at()).isEqualTo(Instant.parse(MAY_14));
                assertThat(posting.tag()).isEqualTo(SOURCED);
                assertThat(posting.net()).isEqualByComparingTo("-50.00");
                assertThat(posting.fxDate()).isEqualTo(LocalDate.parse("2026-03-04"));
            });
        }

        @Test
        void postsInTheWeekOfTheCloseWhereThePolicySaysSo() {
            var decision = won("D1", SOURCED, "200.00", MARCH_4, refund("e9", "50.00", MAY_14));

            assertThat(Postings.of(Deals.with(RefundRule.ORIGINAL_WEEK, decision))).extracting(Posting::at)
                    .containsOnly(Instant.parse(MARCH_4));
        }

        @Test
        void takesTheSamePartOfTheCustomersPrice() {
            // 100000 of 357500 given back is 100000 x 550000 / 357500 = 153846.1538... of the price
            var decision = Deals.decision("D1", SOURCED, DealStatus.WON, "357500.00", "550000.00", USD, MARCH_4,
                    List.of(refund("e9", "100000.00", MAY_14), refund("e10", "257500.00", MAY_14)));

            assertThat(Postings.of(decision)).extracting(Posting::gross).containsExactly(new BigDecimal("550000.00"),
                    new BigDecimal("-153846.15"), new BigDecimal("-396153.85"));
        }
    }
}

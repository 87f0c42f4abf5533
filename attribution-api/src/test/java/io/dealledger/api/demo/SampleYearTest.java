package io.dealledger.api.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.FactReader;
import io.dealledger.fact.FactReader.Readable;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleYearTest {
    private static final SampleYear YEAR = SampleYear.generate();

    @Test
    void isTheSameEveryTime() {
        assertThat(SampleYear.generate()).isEqualTo(YEAR);
    }

    @Test
    void isAsLargeAsItsCompany() {
        assertThat(values("opportunity.created", "opportunity_id")).hasSizeGreaterThan(400);
        assertThat(values("partner.enrolled", "partner_id")).hasSize(25);
        assertThat(values("quota.assigned", "ae_id")).hasSize(40);
        assertThat(values("opportunity.created", "currency")).contains("USD", "EUR", "GBP", "JPY");
        assertThat(values("opportunity.created", "segment")).contains("mid_market", "enterprise");
    }

    @Test
    void saysNothingUnreadableButWhatIsMeantToBe() {
        assertThat(YEAR.facts().stream()
                .filter(fact -> !(FactReader.read(fact.type(), fact.data()) instanceof Readable)))
                .extracting(SampleFact::id).containsExactlyInAnyOrder("D-0007.won", "score.1");
    }

    @Test
    void isHeardAfterItHappened() {
        assertThat(YEAR.facts()).allSatisfy(fact -> assertThat(fact.heardAt()).isAfterOrEqualTo(fact.occurredAt()))
                .allSatisfy(fact -> assertThat(fact.heardAt()).isBetween(SampleYear.FOUNDED, SampleYear.END));
    }

    /** Distinct, because some facts are sent twice. */
    private static Set<Object> values(String type, String member) {
        return YEAR.facts().stream().filter(fact -> fact.type().equals(type))
                .map(fact -> requireNonNull(fact.data().get(member))).collect(Collectors.toSet());
    }
}

package io.dealledger.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.fact.Channel;
import io.dealledger.json.Problem;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTermsTest {
    static final Map<String, @Nullable Object> PLAIN = Map.of("rate", Map.of("direct", "0.10", "partner", "0.08"),
            "basis", Map.of("direct", "vendor_net", "partner", "customer_price"));

    @Test
    void readsWhatAPlanSays() {
        PlanTerms terms = read(with(PLAIN, Map.of("quota", "1000000.00", "ae_split",
                Map.of("direct", "1", "partner", "1/3"), "clawback_days",
                Map.of("direct", BigDecimal.valueOf(90), "partner", BigDecimal.valueOf(180)), "spif",
                List.of(Map.of("channel", "partner", "amount", "1000.00"),
                        Map.of("channel", "partner", "amount", "50.00")))));
        assertThat(terms.rate().of(Channel.PARTNER)).isEqualTo(Fraction.of(2, 25));
        assertThat(terms.basis().of(Channel.PARTNER)).isEqualTo(Basis.CUSTOMER_PRICE);
        assertThat(terms.aeSplits().of(Channel.PARTNER)).isEqualTo(Fraction.of(1, 3));
        assertThat(terms.quotaCredits().of(Channel.PARTNER)).isEqualTo(Fraction.ONE);
        assertThat(terms.spifPerDeal(Channel.PARTNER)).isEqualTo("1050.00");
        assertThat(terms.spifPerDeal(Channel.DIRECT)).isZero();
        assertThat(terms.clawbackDays()).isEqualTo(new PlanTerms.ClawbackDays(90, 180));
    }

    @Test
    void refusesAMemberThatNoPlanHasAtAnyDepth() {
        assertThat(problems(with(PLAIN, Map.of("quota_credits", Map.of("direct", "1", "partner", "0.5")))))
                .singleElement().asString().contains("terms.quota_credits", "accepted: one of the members quota,");
        assertThat(problems(with(PLAIN, Map.of("spif",
                List.of(Map.of("channel", "partner", "amount", "1.00", "min_deal", "9.00"))))))
                .singleElement().asString().startsWith("terms.spif[0].min_deal is \"9.00\"");
    }

    @Test
    void namesWhatIsMissingAndWhatIsNoMoney() {
        assertThat(problems(Map.of("rate", Map.of("direct", "0.10")))).containsExactly(
                "terms.rate.partner is absent; accepted: a decimal string such as \"0.70\", or \"n/d\"",
                "terms.basis is absent; accepted: an object");
        assertThat(problems(with(PLAIN, Map.of("quota", BigDecimal.TEN)))).singleElement().asString()
                .startsWith("terms.quota is 10; accepted: money as a decimal string");
    }

    @Test
    void refusesTermsThatDoNotHoldTogether() {
        assertThat(problems(with(PLAIN, Map.of("ae_split", Map.of("direct", "1", "partner", "1.5")))))
                .singleElement().asString().contains("ae_split is outside 0 to 1");
        assertThat(problems(with(PLAIN, Map.of("quota", "10.00", "tiers", List.of(tier("0", "1"), tier("1", "2"),
                tier("1", "3")))))).singleElement().asString().contains("not in ascending order");
        assertThat(problems(with(PLAIN, Map.of("quota", "10.00", "tiers", List.of(tier("0.5", "1"))))))
                .singleElement().asString().contains("do not start at attainment 0");
        assertThat(problems(with(PLAIN, Map.of("tiers", List.of(tier("0", "1"), tier("1", "2"))))))
                .singleElement().asString().contains("need a quota above zero");
        assertThat(problems(with(PLAIN, Map.of("rate", Map.of("direct", "0.1", "partner", "-0.1")))))
                .singleElement().asString().contains("rate is negative");
    }

    static Map<String, @Nullable Object> tier(String from, String multiplier) {
        return Map.of("from_attainment", from, "multiplier", multiplier);
    }

    static Map<String, @Nullable Object> with(Map<String, @Nullable Object> terms,
            Map<String, @Nullable Object> more) {
        var all = new HashMap<String, @Nullable Object>(terms);
        all.putAll(more);
        return all;
    }

    static PlanTerms read(Map<String, @Nullable Object> terms) {
        var problems = new ArrayList<Problem>();
        PlanTerms read = PlanTerms.read(terms, "terms", problems);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(read);
    }

    private static List<String> problems(Map<String, @Nullable Object> terms) {
        var problems = new ArrayList<Problem>();
        assertThat(PlanTerms.read(terms, "terms", problems)).isNull();
        return problems.stream().map(Problem::sentence).toList();
    }
}

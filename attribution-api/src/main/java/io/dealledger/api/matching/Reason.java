package io.dealledger.api.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * Why two accounts may be one customer.
 *
 * @param words for a person
 */
public record Reason(Code code, String words) {
    /** Ordered by how much each says. */
    public enum Code {
        /** Two systems name one thing by its id, such as one opportunity, but a rule forbids to unite what they name. */
        SHARED_ID("0.8"),
        /** They are called the same, but for case, accents, punctuation and legal form. */
        SAME_NAME("0.5"),
        /** Their domains begin with the same word. */
        ALIKE_DOMAINS("0.3");

        private final BigDecimal weight;

        Code(String weight) {
            this.weight = new BigDecimal(weight);
        }

        public BigDecimal weight() {
            return weight;
        }
    }

    /** From 0 to 1: each kind of reason takes its part of the doubt that the others leave. */
    static BigDecimal score(Collection<Reason> reasons) {
        BigDecimal doubt = reasons.stream().map(Reason::code).distinct()
                .map(code -> BigDecimal.ONE.subtract(code.weight))
                .reduce(BigDecimal.ONE, BigDecimal::multiply);
        return BigDecimal.ONE.subtract(doubt).setScale(2, RoundingMode.HALF_UP);
    }
}

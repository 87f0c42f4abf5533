package io.dealledger.parity;

import io.dealledger.fact.CompClawedBack;
import io.dealledger.fact.CompCredited;
import io.dealledger.fact.CompPaid;
import io.dealledger.fact.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What was credited to a seller for a deal, paid, or taken back.
 *
 * @param currency null where it is that of the deal
 */
public record PayMovement(Kind kind, String opportunityId, String aeId, Instant at, BigDecimal amount,
        @Nullable Currency currency) {
    public enum Kind {
        CREDITED, PAID, CLAWED_BACK
    }

    /** Null for a fact about anything else. */
    public static @Nullable PayMovement of(Fact fact, Instant at) {
        return switch (fact) {
            case CompCredited c -> new PayMovement(Kind.CREDITED, c.opportunityId(), c.aeId(), at, c.amount(),
                    c.currency());
            case CompPaid c -> new PayMovement(Kind.PAID, c.opportunityId(), c.aeId(), at, c.amount(), c.currency());
            case CompClawedBack c -> new PayMovement(Kind.CLAWED_BACK, c.opportunityId(), c.aeId(), at, c.amount(),
                    c.currency());
            default -> null;
        };
    }
}

package io.dealledger.projections.share;

import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A posting that counts now.
 *
 * @param from    position of the decision that it came with
 * @param counted what of it is in the weekly sums; null: nothing, for want of a rate
 */
record Standing(Scope scope, Posting posting, long from, @Nullable Counted counted) {
    /** ISO 4217 for no currency: the source of a qualified amount named none. */
    static final Currency UNSTATED = Currency.getInstance("XXX");

    /** In the reporting currency, on both bases. */
    record Counted(BigDecimal net, BigDecimal gross) {}

    Standing countedAs(@Nullable Counted other) {
        return new Standing(scope, posting, from, other);
    }

    /** Whether a later decision says the same, so that this posting stays. */
    boolean says(Standing other) {
        return scope == other.scope && posting.equals(other.posting);
    }

    /** The posting with the reporting currency where the source of a qualified amount named none. */
    static Posting inCurrency(Scope scope, Posting posting, Currency reporting) {
        if (scope != Scope.NEW_PIPELINE || !posting.currency().equals(UNSTATED)) {
            return posting;
        }
        return new Posting(posting.id(), posting.opportunityId(), posting.accountId(), posting.kind(), posting.at(),
                posting.tag(), posting.net(), posting.gross(), reporting, posting.fxDate(), posting.dealType(),
                posting.segment(), posting.region(), posting.ownerAe());
    }
}

package io.dealledger.fact;

import io.dealledger.json.Identifier;

/** Two records are one customer: the history of {@code from} follows into {@code into}. */
@Kind("account.merged")
public record AccountMerged(@Identifier String from, @Identifier String into) implements AccountFact {
    public AccountMerged {
        if (from.equals(into)) {
            throw new IllegalArgumentException("merges account '" + from + "' into itself");
        }
    }

    @Override
    public Anchor anchor() {
        return Anchor.account(into);
    }
}

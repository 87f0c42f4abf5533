package io.dealledger.fact;

/** Two records are one customer: the history of {@code from} follows into {@code into}. */
@Kind("account.merged")
public record AccountMerged(String from, String into) implements AccountFact {
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

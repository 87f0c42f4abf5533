package io.dealledger.fact;

import io.dealledger.json.Identifier;
import java.util.List;

/** The merge of {@code from} into {@code into} was an error: they were two customers all along. Restates what it moved. */
@Kind("account.unmerged")
public record AccountUnmerged(@Identifier String from, @Identifier String into, String reason,
        List<String> approvedBy) implements AccountFact {
    public AccountUnmerged {
        if (from.equals(into)) {
            throw new IllegalArgumentException("takes account '" + from + "' out of itself");
        }
    }

    @Override
    public Anchor anchor() {
        return Anchor.account(into);
    }
}

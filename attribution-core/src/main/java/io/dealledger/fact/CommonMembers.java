package io.dealledger.fact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members that a fact of every kind may carry beside its own. */
public record CommonMembers(@Nullable List<ExternalRef> externalRefs, @Nullable String note, @Nullable String actor) {
    /** How another system calls what the fact is about. */
    public record ExternalRef(String system, String id) {}
}

package io.dealledger.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of question that a scenario may ask. */
@FunctionalInterface
public interface Ask {
    /**
     * @return the answer as a JSON tree
     * @throws IllegalArgumentException if a member is missing or cannot be read, naming it and its value
     */
    @Nullable
    Object answer(InMemoryLedger ledger, AskMembers ask);

    /** Asks by type. */
    interface Catalogue {
        Map<String, Ask> asks();
    }
}

package io.dealledger.attribution;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which claims are used up, and by which opportunity: one registration or introduction sources one opportunity. */
final class Usage {
    private final Map<String, String> opportunityByClaim = new HashMap<>();

    /** @param claim a registration id, or the reference of an introduction */
    void use(String claim, String opportunityId) {
        opportunityByClaim.put(claim, opportunityId);
    }

    /** The opportunity that used the claim up, or null. */
    @Nullable
    String usedBy(String claim) {
        return opportunityByClaim.get(claim);
    }
}

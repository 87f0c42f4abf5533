package io.dealledger.program;

import io.dealledger.fact.AccountIdentified;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.AccountUnmerged;
import io.dealledger.fact.RecordedFact;
import io.dealledger.program.Evidence.Told;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which record of a customer stands for it, and in which segment it is. */
final class Accounts {
    private final Map<String, String> mergedInto = new HashMap<>();
    private final Map<String, String> segments = new HashMap<>();

    private Accounts() {}

    static Accounts at(Evidence evidence, Instant at) {
        var accounts = new Accounts();
        for (RecordedFact recorded : evidence.facts()) {
            if (!recorded.occurredAt().isAfter(at)) {
                switch (recorded.fact()) {
                    case AccountMerged(var from, var into) -> accounts.mergedInto.put(from, into);
                    case AccountUnmerged(var from, var into, _, _) -> accounts.mergedInto.remove(from, into);
                    default -> {
                        // says nothing about who is one customer
                    }
                }
            }
        }
        for (Told<AccountIdentified> told : evidence.all(AccountIdentified.class)) {
            String segment = told.fact().segment();
            if (!told.at().isAfter(at) && segment != null) {
                accounts.segments.put(accounts.survivor(told.fact().accountId()), segment);
            }
        }
        return accounts;
    }

    /** The account that this one was merged into, or itself. */
    String survivor(String account) {
        String survivor = account;
        // followed no further than there are merges: a ring of them has no survivor
        for (int i = 0; i < mergedInto.size() && mergedInto.containsKey(survivor); i++) {
            survivor = mergedInto.getOrDefault(survivor, survivor);
        }
        return survivor;
    }

    @Nullable
    String segment(String account) {
        return segments.get(survivor(account));
    }
}

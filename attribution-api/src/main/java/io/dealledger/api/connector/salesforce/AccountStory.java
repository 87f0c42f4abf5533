package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.mapping.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the changes of one account say: how it is called, and under which domain it is known. */
final class AccountStory {
    private AccountStory() {}

    static List<Said> tell(Org org, String id, List<ChangeEvent> events) {
        var said = new ArrayList<Said>();
        for (ChangeEvent event : events) {
            if (event.text("Name") != null || event.text("Website") != null) {
                said.add(Said.of("Account:" + id, event, "account.identified", event.user())
                        .with("note", event.note())
                        .with("account_id", org.accounts().ofCrm(id)).with("name", event.text("Name"))
                        .with("domain", domain(org, event))
                        .with("external_refs", List.of(Map.of("system", org.speaker().source(), "id", id))));
            }
        }
        return said;
    }

    /** Of the last website that names the customer; null where none does. */
    static @Nullable String domain(Org org, List<ChangeEvent> events) {
        String domain = null;
        for (ChangeEvent event : events) {
            String known = domain(org, event);
            domain = known == null ? domain : known;
        }
        return domain;
    }

    private static @Nullable String domain(Org org, ChangeEvent event) {
        String website = event.text("Website");
        if (website == null) {
            return null;
        }
        try {
            String host = Domain.normalise(website);
            return org.accounts().identifies(host) ? host : null;
        } catch (IllegalArgumentException e) {
            return null; // a website that is none identifies nobody; the message is kept
        }
    }
}

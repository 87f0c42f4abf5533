package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.SameAccount;
import io.dealledger.api.connector.mapping.Domain;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds what was told of a company's name or domain against what is known of it. */
record CompanyChange(Portal portal, String company, long at, Map<String, String> values) implements Entry.Transition {
    @Override
    public Entry.Result apply(@Nullable Map<String, @Nullable Object> state,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> other) {
        var now = new LinkedHashMap<String, @Nullable Object>(state == null ? Map.of() : state);
        now.putAll(values);
        if (values.isEmpty() || now.equals(state)) {
            return Entry.Result.nothing(RecordOutcome.DUPLICATE);
        }
        String key = portal.account(company);
        String domain = domain((String) values.get("domain"));
        Said said = Said.of("company:" + company, "account.identified", at, null).with("account_id", key)
                .with("name", values.get("name")).with("domain", domain).with("external_refs",
                        List.of(Map.of("system", portal.speaker().source(), "id", company)));
        Instant time = Instant.ofEpochMilli(at);
        List<SameAccount> accounts = domain == null
                ? List.of()
                : List.of(new SameAccount("company:" + company, portal.speaker().connector() + "/id", key, time),
                        new SameAccount("company:" + company, portal.speaker().connector() + "/domain",
                                portal.accounts().key(domain, null, key), time));
        return new Entry.Result(RecordOutcome.FACTS, List.of(said.reading(portal.speaker())), accounts, now);
    }

    /** What holds no host, or one that many share, identifies nobody. */
    private @Nullable String domain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String host = Domain.normalise(text);
            return portal.accounts().identifies(host) ? host : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

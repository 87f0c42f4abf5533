package io.dealledger.api.demo;

import io.dealledger.fact.Fact;
import io.dealledger.fact.FactReader;
import io.dealledger.json.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement of the sample year.
 *
 * @param heardAt when the ledger learns of it: what its clock shows while this is posted
 * @param type    the kind without prefix and version, e.g. {@code opportunity.created}
 */
record SampleFact(String source, String id, Instant occurredAt, Instant heardAt, String type,
        Map<String, @Nullable Object> data) {
    static SampleFact of(String source, String id, Instant occurredAt, Instant heardAt, Fact fact) {
        return new SampleFact(source, id, occurredAt, heardAt, fact.kind(), FactReader.write(fact));
    }

    SampleFact heard(Instant when) {
        return new SampleFact(source, id, occurredAt, when, type, data);
    }

    SampleFact with(String member, Object value) {
        var changed = new LinkedHashMap<String, @Nullable Object>(data);
        changed.put(member, value);
        return new SampleFact(source, id, occurredAt, heardAt, type, changed);
    }

    SampleFact withId(String other) {
        return new SampleFact(source, other, occurredAt, heardAt, type, data);
    }

    /** As a CloudEvent in one line of JSON. */
    String toCloudEvent() {
        return CanonicalJson.write(Map.of("specversion", "1.0", "source", source, "id", id, "type",
                "attribution." + type + ".v1", "time", occurredAt.toString(), "datacontenttype", "application/json",
                "data", data));
    }
}

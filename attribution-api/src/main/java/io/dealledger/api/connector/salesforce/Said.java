package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Speaker;
import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one change of a record says.
 *
 * @param change the change within the record: transaction and sequence number
 * @param at     business time
 * @param data   members of the kind; absent ones are left out
 */
record Said(String record, ChangeEvent change, String kind, Instant at, Map<String, @Nullable Object> data) {
    /** @param who who caused the change; null where nobody is named */
    static Said of(String record, ChangeEvent change, String kind, @Nullable String who) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        if (who != null) {
            data.put("actor", who);
        }
        return new Said(record, change, kind, change.committedAt(), data);
    }

    Said with(String member, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<String, @Nullable Object>(data);
        more.put(member, value);
        return new Said(record, change, kind, at, more);
    }

    Said at(Instant time) {
        return new Said(record, change, kind, time, data);
    }

    /** Whether it is the same thing of the same change, possibly with another content. */
    boolean isAbout(Said other) {
        return kind.equals(other.kind) && change.isSameAs(other.change);
    }

    Delivery.Reading reading(Speaker speaker) {
        Speaker.Saying saying = speaker.say(record, change.transactionKey() + "/" + change.sequence(), kind, at);
        data.forEach(saying::with);
        return saying.done();
    }
}

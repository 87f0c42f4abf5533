package io.dealledger.fact;

import io.dealledger.json.RecordJson;
import org.jspecify.annotations.Nullable;

/** What somebody says a deal should be: a tag, and for a partner's tag the partner. */
public record Claim(ClaimedTag tag, @Nullable String partnerId) {
    public Claim {
        if (tag == ClaimedTag.DIRECT && partnerId != null) {
            throw new IllegalArgumentException("tag 'direct' names no partner, but partner_id is '" + partnerId + "'");
        }
        if (tag != ClaimedTag.DIRECT && partnerId == null) {
            throw new IllegalArgumentException("tag '" + RecordJson.word(tag) + "' needs a partner_id");
        }
    }
}

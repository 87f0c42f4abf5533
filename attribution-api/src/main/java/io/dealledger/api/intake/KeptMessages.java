package io.dealledger.api.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that are kept whole beside the ledger, with the bytes as they came. */
public interface KeptMessages {
    /**
     * A message without its bytes.
     *
     * @param sha256     of the message as it came
     * @param headers    those that carry no secret
     * @param deliveries how often it came before it was counted in
     * @param mapping    version that read it last; null where the program itself did
     * @param erased     whether its bytes were destroyed, because somebody named in it was erased
     */
    record Kept(long id, String sha256, String connector, String feed, String label, boolean file, Instant receivedAt,
            Map<String, @Nullable Object> headers, int deliveries, int bytes, @Nullable String mapping,
            boolean erased) {}

    /** Messages that are, or that hold, bytes of this hash; oldest first. */
    List<Kept> holding(String sha256);

    /** The bytes of a message as they came; null where there is no such message, empty where they were destroyed. */
    byte @Nullable [] body(long id);
}

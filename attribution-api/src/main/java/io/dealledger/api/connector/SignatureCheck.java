package io.dealledger.api.connector;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells a vendor's own message from anyone else's. */
public interface SignatureCheck {
    /** Null if the message comes from the vendor, else why not, without giving the right signature away. */
    @Nullable
    String refusal(byte[] body, Function<String, @Nullable String> headers, Instant now);
}

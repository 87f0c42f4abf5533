package io.dealledger.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that cannot be counted in; kept whole until a person decides.
 *
 * @param quarantineId stable: derived from the raw bytes and the reason
 * @param reason       {@code unreadable}, {@code unknown_type}, {@code conflict}
 * @param source       null where the envelope could not be read
 * @param id           null where the envelope could not be read
 * @param problems     what is wrong, one sentence each: member, value, what would be accepted
 * @param raw          the message as it came in, base64
 * @param contentType  how {@code raw} is to be read again on release
 * @param stands       for a conflict the content that stands, as JSON text; else null
 */
@EventType("fact.quarantined")
public record FactQuarantined(String quarantineId, String reason, @Nullable String source, @Nullable String id,
        @Nullable String type, List<String> problems, String raw, String rawSha256, String contentType, String via,
        Instant recordedAt, @Nullable String stands) implements LedgerEvent.OfIntake {}

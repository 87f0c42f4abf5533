package io.dealledger.account;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A week's numbers as they stood when they were published, sealed. */
@EventType("share.published")
public record SharePublished(String definition, String week, Instant publishedAt, long asOfPosition,
        Map<String, @Nullable Object> numbers) implements LedgerEvent {}

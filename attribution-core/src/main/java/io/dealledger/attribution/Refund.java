package io.dealledger.attribution;

import java.math.BigDecimal;
import java.time.Instant;

/** Money that went back to the customer, in the deal's currency: an event of its own week. */
public record Refund(String factId, Instant occurredAt, BigDecimal amount) {}

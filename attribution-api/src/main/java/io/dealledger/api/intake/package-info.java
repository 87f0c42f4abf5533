/** Facts in over HTTP and Kafka: reading envelopes, idempotency, rounds, parking, quarantine. */
@NullMarked
package io.dealledger.api.intake;

import org.jspecify.annotations.NullMarked;

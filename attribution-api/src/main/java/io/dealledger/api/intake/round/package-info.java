/** Counting deliveries in, round by round: idempotency, finding the account, parking, quarantine, one recorded_at. */
@NullMarked
package io.dealledger.api.intake.round;

import org.jspecify.annotations.NullMarked;

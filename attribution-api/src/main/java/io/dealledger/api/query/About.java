package io.dealledger.api.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a number of the programme is about.
 *
 * @param definition    what was counted and how: basis, scope, calendar, zone and currency
 * @param policy        under which attribution policy: {@code governing}, each deal under the one it was created under
 * @param whatIf        true where the caller asked for another policy; nothing of it is stored
 * @param asOf          the moment that it is true of; null while nothing is recorded
 * @param position      the last ledger position that counts
 * @param first         the oldest week
 * @param to            the newest week; what stands at a moment, such as coverage, stands at its end
 * @param weeksComplete whether that week had ended
 */
record About(String definition, String policy, boolean whatIf, @Nullable Instant asOf, long position, String currency,
        String first, String to, int weeks, boolean weeksComplete) {}

/** What could not be counted in yet: quarantined deliveries and parked facts, and what became of them. */
@NullMarked
package io.dealledger.projections.waiting;

import org.jspecify.annotations.NullMarked;

/** Proves that what waits is found, and found no more once it was ruled on or placed. */
@NullMarked
package io.dealledger.projections.waiting;

import org.jspecify.annotations.NullMarked;

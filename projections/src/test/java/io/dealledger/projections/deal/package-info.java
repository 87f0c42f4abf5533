/** Proves that decisions are found as they stood. */
@NullMarked
package io.dealledger.projections.deal;

import org.jspecify.annotations.NullMarked;

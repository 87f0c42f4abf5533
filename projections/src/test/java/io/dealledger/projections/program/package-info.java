/** Proves that decisions are found as they stood. */
@NullMarked
package io.dealledger.projections.program;

import org.jspecify.annotations.NullMarked;

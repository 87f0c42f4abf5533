/** Comp parity: what was won, paid and promised, and what each seller's plan pays for each deal. */
@NullMarked
package io.dealledger.projections.parity;

import org.jspecify.annotations.NullMarked;

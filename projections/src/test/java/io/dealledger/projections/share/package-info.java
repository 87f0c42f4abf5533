/** Proves that the share as folded is the share as the rules add it up. */
@NullMarked
package io.dealledger.projections.share;

import org.jspecify.annotations.NullMarked;

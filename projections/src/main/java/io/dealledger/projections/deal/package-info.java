/** Every decision on every opportunity: the one in force and those before it, as of any moment. */
@NullMarked
package io.dealledger.projections.deal;

import org.jspecify.annotations.NullMarked;

/** Every fact of an account with both clocks, those of merged accounts included once. */
@NullMarked
package io.dealledger.projections.timeline;

import org.jspecify.annotations.NullMarked;

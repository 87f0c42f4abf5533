/** Proves that a dispute's course and standing are shown as of any moment. */
@NullMarked
package io.dealledger.projections.dispute;

import org.jspecify.annotations.NullMarked;

/** Proves that what was published is shown as of any moment, as it was sealed. */
@NullMarked
package io.dealledger.projections.publication;

import org.jspecify.annotations.NullMarked;

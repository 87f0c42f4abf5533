/** What was published of each week, as it was sealed. */
@NullMarked
package io.dealledger.projections.publication;

import org.jspecify.annotations.NullMarked;

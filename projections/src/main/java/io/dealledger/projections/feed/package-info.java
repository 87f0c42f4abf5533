/** What each source said and when, to be held against its own totals. */
@NullMarked
package io.dealledger.projections.feed;

import org.jspecify.annotations.NullMarked;

/** Whether all that a source had to say was taken in: gaps, the source's own totals, and what they leave open. */
@NullMarked
package io.dealledger.feed;

import org.jspecify.annotations.NullMarked;

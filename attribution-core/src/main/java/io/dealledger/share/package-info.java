/** The honest share: calendars and weeks, postings, weekly and rolling share, pipeline, bounds and the verdict. */
@NullMarked
package io.dealledger.share;

import org.jspecify.annotations.NullMarked;

/** The statistics library, lent to the rules. */
@NullMarked
package io.dealledger.api.statistics;

import org.jspecify.annotations.NullMarked;

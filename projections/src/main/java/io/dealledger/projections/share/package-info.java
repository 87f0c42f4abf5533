/** The partner-sourced share: what every decision adds to a week, standing sums, and the deals behind them. */
@NullMarked
package io.dealledger.projections.share;

import org.jspecify.annotations.NullMarked;

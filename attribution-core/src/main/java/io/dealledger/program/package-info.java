/** How the company is arranged around its partners: economics, coverage, enablement, production, scorecards, outcomes, forecast. */
@NullMarked
package io.dealledger.program;

import org.jspecify.annotations.NullMarked;

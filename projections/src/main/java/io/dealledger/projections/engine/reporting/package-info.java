/** What every view that shows money keeps of its own: exchange rates, and on which terms numbers are reported. */
@NullMarked
package io.dealledger.projections.engine.reporting;

import org.jspecify.annotations.NullMarked;

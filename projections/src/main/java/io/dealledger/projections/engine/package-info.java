/** Folds the one ordered ledger into read models: shared tail, exactly-once checkpoints, rebuild. */
@NullMarked
package io.dealledger.projections.engine;

import org.jspecify.annotations.NullMarked;

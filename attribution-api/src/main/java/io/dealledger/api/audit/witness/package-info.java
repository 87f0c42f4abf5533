/** Two operators who watch each other: cosigning other logs' checkpoints, and having one's own cosigned. */
@NullMarked
package io.dealledger.api.audit.witness;

import org.jspecify.annotations.NullMarked;

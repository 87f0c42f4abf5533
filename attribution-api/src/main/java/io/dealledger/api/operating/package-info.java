/** How the ledger is doing, for operators: health, metrics. */
@NullMarked
package io.dealledger.api.operating;

import org.jspecify.annotations.NullMarked;

/** The vocabulary of facts: what the outside world tells the ledger, typed, with both clocks, and how it is read strictly. */
@NullMarked
package io.dealledger.fact;

import org.jspecify.annotations.NullMarked;

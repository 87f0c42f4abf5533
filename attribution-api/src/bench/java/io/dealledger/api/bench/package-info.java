/** Measures the ledger beside stock Axon and plain SQL, in one run on one PostgreSQL. */
@NullMarked
package io.dealledger.api.bench;

import org.jspecify.annotations.NullMarked;

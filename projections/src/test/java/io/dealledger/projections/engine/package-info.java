/** Proves the engine against a real PostgreSQL: exactly once, whoever dies, sleeps or comes again. */
@NullMarked
package io.dealledger.projections.engine;

import org.jspecify.annotations.NullMarked;

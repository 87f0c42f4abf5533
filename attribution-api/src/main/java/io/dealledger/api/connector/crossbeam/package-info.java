/** Crossbeam: signals by webhook, signals and overlaps as lists. */
@NullMarked
package io.dealledger.api.connector.crossbeam;

import org.jspecify.annotations.NullMarked;

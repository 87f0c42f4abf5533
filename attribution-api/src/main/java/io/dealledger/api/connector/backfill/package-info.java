/** Reads large exports part by part into a running service. */
@NullMarked
package io.dealledger.api.connector.backfill;

import org.jspecify.annotations.NullMarked;

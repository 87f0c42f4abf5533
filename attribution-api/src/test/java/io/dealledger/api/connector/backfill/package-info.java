@NullMarked
package io.dealledger.api.connector.backfill;

import org.jspecify.annotations.NullMarked;

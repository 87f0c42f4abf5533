/** Asks the real program over HTTP. */
@NullMarked
package io.dealledger.api.query;

import org.jspecify.annotations.NullMarked;

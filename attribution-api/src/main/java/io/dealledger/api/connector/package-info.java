/** Vendors' messages and files in, statements out: the raw message is stored first, then read, then counted in. */
@NullMarked
package io.dealledger.api.connector;

import org.jspecify.annotations.NullMarked;

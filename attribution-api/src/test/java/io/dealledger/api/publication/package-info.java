/** Proves when a week is owed. */
@NullMarked
package io.dealledger.api.publication;

import org.jspecify.annotations.NullMarked;

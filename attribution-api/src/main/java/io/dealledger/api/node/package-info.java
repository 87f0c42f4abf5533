/** What this process does among those that share a database. */
@NullMarked
package io.dealledger.api.node;

import org.jspecify.annotations.NullMarked;

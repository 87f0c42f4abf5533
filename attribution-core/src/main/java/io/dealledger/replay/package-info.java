/** An in-memory ledger: facts and policies in, answers out, by the same rules as the service. */
@NullMarked
package io.dealledger.replay;

import org.jspecify.annotations.NullMarked;

/** The Merkle tree over the ledger: what makes a change to an old event show. */
@NullMarked
package io.dealledger.projections.seal;

import org.jspecify.annotations.NullMarked;

/** Tests of the Merkle tree over the ledger, on a real database. */
@NullMarked
package io.dealledger.projections.seal;

import org.jspecify.annotations.NullMarked;

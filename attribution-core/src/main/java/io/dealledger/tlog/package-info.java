/** The transparency log in plain Java: Merkle tree, tiles, signed checkpoints, proofs, each as its standard says. */
@NullMarked
package io.dealledger.tlog;

import org.jspecify.annotations.NullMarked;

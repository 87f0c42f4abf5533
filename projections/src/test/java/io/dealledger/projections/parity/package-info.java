/** Tests of comp parity as a read model. */
@NullMarked
package io.dealledger.projections.parity;

import org.jspecify.annotations.NullMarked;

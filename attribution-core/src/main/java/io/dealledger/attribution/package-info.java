/** Who brought a deal: policy as data, precedence, rule trace, credits and splits, decided by pure functions. */
@NullMarked
package io.dealledger.attribution;

import org.jspecify.annotations.NullMarked;

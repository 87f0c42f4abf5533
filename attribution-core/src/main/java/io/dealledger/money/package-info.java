/** Exact amounts, exact fractions, dated rates and largest-remainder allocation. */
@NullMarked
package io.dealledger.money;

import org.jspecify.annotations.NullMarked;

/** JSON bytes from outside, read strictly and exactly into trees of Map, List, String, BigDecimal, Boolean and null. */
@NullMarked
package io.dealledger.api.json;

import org.jspecify.annotations.NullMarked;

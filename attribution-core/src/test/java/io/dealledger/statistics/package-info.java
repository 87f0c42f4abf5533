@NullMarked
package io.dealledger.statistics;

import org.jspecify.annotations.NullMarked;

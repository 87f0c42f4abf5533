@NullMarked
package io.dealledger.parity;

import org.jspecify.annotations.NullMarked;

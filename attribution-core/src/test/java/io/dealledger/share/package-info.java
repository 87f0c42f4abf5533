@NullMarked
package io.dealledger.share;

import org.jspecify.annotations.NullMarked;

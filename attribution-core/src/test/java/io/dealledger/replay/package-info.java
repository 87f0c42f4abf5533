@NullMarked
package io.dealledger.replay;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.dealledger.money;

import org.jspecify.annotations.NullMarked;

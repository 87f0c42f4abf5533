@NullMarked
package io.dealledger.attribution;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.dealledger.program;

import org.jspecify.annotations.NullMarked;

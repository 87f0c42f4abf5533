/** The vocabulary of facts, held against its golden files. */
@NullMarked
package io.dealledger.fact;

import org.jspecify.annotations.NullMarked;

/** Problems, asked of a running server. */
@NullMarked
package io.dealledger.api.problem;

import org.jspecify.annotations.NullMarked;

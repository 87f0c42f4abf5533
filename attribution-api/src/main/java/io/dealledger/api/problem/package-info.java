/** What a caller is told when a request cannot be answered: RFC 9457 problems with a stable type, the value and what is accepted. */
@NullMarked
package io.dealledger.api.problem;

import org.jspecify.annotations.NullMarked;

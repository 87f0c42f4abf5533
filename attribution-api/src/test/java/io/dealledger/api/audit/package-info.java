/** Tests of what an auditor gets, partly by programs of others. */
@NullMarked
package io.dealledger.api.audit;

import org.jspecify.annotations.NullMarked;

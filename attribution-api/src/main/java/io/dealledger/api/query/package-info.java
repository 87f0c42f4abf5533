/** Read models over HTTP: each answer names its as-of, its definition and the ledger position that it reflects. */
@NullMarked
package io.dealledger.api.query;

import org.jspecify.annotations.NullMarked;

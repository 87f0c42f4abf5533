/** What the tests of all views share: a real database and a ledger in memory. */
@NullMarked
package io.dealledger.projections;

import org.jspecify.annotations.NullMarked;

/** Proves that an account's history is whole and has each fact once. */
@NullMarked
package io.dealledger.projections.timeline;

import org.jspecify.annotations.NullMarked;

/** Disputes over deals: what was said in each, and where it stood after each decision. */
@NullMarked
package io.dealledger.projections.dispute;

import org.jspecify.annotations.NullMarked;

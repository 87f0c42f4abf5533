/** Tests of case files: that they tell all, and that no change to them goes unnoticed. */
@NullMarked
package io.dealledger.api.audit.casefile;

import org.jspecify.annotations.NullMarked;

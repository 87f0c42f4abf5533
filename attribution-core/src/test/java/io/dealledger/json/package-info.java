/** Spellings, tried. */
@NullMarked
package io.dealledger.json;

import org.jspecify.annotations.NullMarked;

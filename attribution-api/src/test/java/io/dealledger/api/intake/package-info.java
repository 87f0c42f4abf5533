/** Facts in, tried through every mode. */
@NullMarked
package io.dealledger.api.intake;

import org.jspecify.annotations.NullMarked;

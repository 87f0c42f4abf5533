/** Tests of the package of the same name. */
@NullMarked
package io.dealledger.api.erasure;

import org.jspecify.annotations.NullMarked;

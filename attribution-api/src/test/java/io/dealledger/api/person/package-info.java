/** Tests of the package of the same name. */
@NullMarked
package io.dealledger.api.person;

import org.jspecify.annotations.NullMarked;

/** Resources that fail, for tests of how failures are told. */
@NullMarked
package io.dealledger.faulty;

import org.jspecify.annotations.NullMarked;

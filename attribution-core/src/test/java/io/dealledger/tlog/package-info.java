/** Tests of the transparency log against published vectors and the definitions of RFC 6962. */
@NullMarked
package io.dealledger.tlog;

import org.jspecify.annotations.NullMarked;

/** Tests of two operators who watch each other. */
@NullMarked
package io.dealledger.api.audit.witness;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.dealledger.api.outbound;

import org.jspecify.annotations.NullMarked;

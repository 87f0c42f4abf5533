@NullMarked
package io.dealledger.api.node;

import org.jspecify.annotations.NullMarked;

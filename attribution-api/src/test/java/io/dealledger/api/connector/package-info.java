@NullMarked
package io.dealledger.api.connector;

import org.jspecify.annotations.NullMarked;

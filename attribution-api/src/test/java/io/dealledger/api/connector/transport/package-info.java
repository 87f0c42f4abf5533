@NullMarked
package io.dealledger.api.connector.transport;

import org.jspecify.annotations.NullMarked;

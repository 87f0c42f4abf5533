@NullMarked
package io.dealledger.api.connector.mapping;

import org.jspecify.annotations.NullMarked;

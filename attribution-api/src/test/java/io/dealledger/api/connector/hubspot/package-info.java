@NullMarked
package io.dealledger.api.connector.hubspot;

import org.jspecify.annotations.NullMarked;

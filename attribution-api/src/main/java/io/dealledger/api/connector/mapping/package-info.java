/** Mapping documents: how a customer's or a vendor's records become canonical facts, as data and as pure functions. */
@NullMarked
package io.dealledger.api.connector.mapping;

import org.jspecify.annotations.NullMarked;

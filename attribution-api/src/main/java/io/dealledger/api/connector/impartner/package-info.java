/** Impartner: its object API, by the mapping document that we ship or the company's own. */
@NullMarked
package io.dealledger.api.connector.impartner;

import org.jspecify.annotations.NullMarked;

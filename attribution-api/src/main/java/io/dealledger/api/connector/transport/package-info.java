/** Asking vendors: one client for all of them, which waits, tries again, gives up in time and never tells a secret. */
@NullMarked
package io.dealledger.api.connector.transport;

import org.jspecify.annotations.NullMarked;

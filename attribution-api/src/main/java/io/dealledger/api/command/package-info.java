/** Axon, set up by hand, and the aggregates that lend the rules an event store. */
@NullMarked
package io.dealledger.api.command;

import org.jspecify.annotations.NullMarked;

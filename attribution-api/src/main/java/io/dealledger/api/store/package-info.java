/** The PostgreSQL event store behind Axon's SPI: dense positions, group commit, embedded database. */
@NullMarked
package io.dealledger.api.store;

import org.jspecify.annotations.NullMarked;
